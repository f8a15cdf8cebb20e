package city.mio.cli.city;

import city.mio.geo.places.LocalName;
import city.mio.jobs.dispatch.OfferRules;
import city.mio.jobs.dispatch.ServiceSettings;
import city.mio.models.dispatch.service.BoardingTimes;
import city.mio.models.dispatch.service.FleetVehicle;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** What stands in {@code ondemand.yaml}, key by key. */
record OnDemandFile(List<ServiceEntry> services) {

    record ServiceEntry(
            ServiceSettings.Named operator,
            ServiceSettings.Named zone,
            int maxParty,
            List<ServiceSettings.OpenTime> hours,
            List<String> closedDates,
            List<ServiceSettings.Named> districts,
            List<StopEntry> stops,
            List<DepotEntry> depots,
            List<VehicleEntry> vehicles,
            List<ServiceSettings.ShiftPattern> shifts,
            BoardingTimes boarding,
            ServiceSettings.FareTable fares,
            ServiceSettings.PromiseTable promises,
            @JsonProperty(required = false) ServiceSettings.DispatchRules dispatch,
            @JsonProperty(required = false) OffersEntry offers) {}

    /** What is not there is as usual. */
    record OffersEntry(
            @JsonProperty(required = false) Integer openPerClient,
            @JsonProperty(required = false) Integer openRidersPerClient,
            @JsonProperty(required = false) List<OfferRules.Client> clients) {

        OfferRules rules(List<FleetVehicle> vehicles, int maxParty) {
            return new OfferRules(
                    openPerClient == null ? OfferRules.USUAL_OPEN : openPerClient,
                    openRidersPerClient == null ? OfferRules.usualRiders(vehicles, maxParty) : openRidersPerClient,
                    clients);
        }
    }

    record StopEntry(
            String id, LocalName name, String from, String to, double offsetShare, String side, String district) {}

    record DepotEntry(String id, LocalName name, String from, String to, double offsetShare) {}

    record VehicleEntry(String id, int seats, int wheelchairPlaces, String depot) {

        FleetVehicle vehicle() {
            return new FleetVehicle(id, seats, wheelchairPlaces, depot);
        }
    }
}
