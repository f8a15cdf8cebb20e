package city.mio.jobs.haul;

import city.mio.events.Alert;
import city.mio.events.DeadLetter;
import city.mio.events.HaulSlot;
import city.mio.events.HaulTrip;

/** Where the office's words go. */
interface Voice {

    void trip(HaulTrip trip);

    void slot(HaulSlot slot);

    void alert(Alert alert);

    void refuse(DeadLetter letter);
}
