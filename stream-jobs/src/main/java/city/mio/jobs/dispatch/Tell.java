package city.mio.jobs.dispatch;

import city.mio.events.Alert;
import city.mio.events.DeadLetter;
import city.mio.events.DispatchPlan;
import city.mio.events.TripOffer;

/** Takes what a service has to say. */
interface Tell {

    void offer(TripOffer offer);

    void plan(DispatchPlan plan);

    void alert(Alert alert);

    void letter(DeadLetter letter);
}
