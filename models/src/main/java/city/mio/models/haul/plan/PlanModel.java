package city.mio.models.haul.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A day in arrays. A cell is a route in a slot, {@code route * slots + slot}; the last cell is where refused trips are. A
 * kind is a cell and a class, {@code cell * classes + class}; trips of one kind take the same of the same resources. A
 * resource is a cap, what is left of a link in a slot, or the places of a holding area in a slot. Links that the same
 * kinds pass in the same slot are one resource, the least of them.
 */
final class PlanModel {

    /** What a resource is made of, for the reason that is told. */
    enum ResourceKind {
        CAP,
        CLASS_CAP,
        LINK,
        HOLDING
    }

    final PlanDay day;
    final int classes;
    final int slots;
    final int cells;
    final int refused;
    final int kinds;
    final int trips;

    final int resources;
    final int[] capacity;
    final ResourceKind[] resourceKind;
    final long[] resourceLink;
    final int[] resourceSlot;

    /** Resources and amounts of each kind, from {@code footStart[kind]} to {@code footStart[kind + 1]}. */
    final int[] footStart;
    final int[] footResource;
    final int[] footAmount;

    /** Options of each trip, cheapest first, from {@code optionStart[trip]} to {@code optionStart[trip + 1]}. */
    final int[] optionStart;
    final int[] optionCell;
    final int[] optionCost;
    /** What an option costs beyond the move: delay of others, and telling another slot than before; null for nothing. */
    final int[] optionChange;
    /** Of that, what delay of others costs. */
    final int[] optionDelay;

    private final double[][] delayCost;

    final int[] tripClass;
    final int[] tripContractor;
    /** First slot that a trip under way waits in, -1 for others. */
    final int[] waitsFrom;
    /** First resource of a holding area; its slots follow. */
    final int[] holdingResource;

    final int contractors;
    final double[] share;
    final double fairWeight;
    final double fairSlack;

    PlanModel(PlanDay day, int[] earlierCell, int changeCost) {
        this.day = day;
        this.classes = day.passengerCars().size();
        this.slots = day.slots();
        this.cells = day.routes().size() * slots;
        this.refused = cells;
        this.kinds = (cells + 1) * classes;
        this.trips = day.trips().size();

        Resources found = new Resources();
        int[] amounts = day.passengerCars().stream().mapToInt(pce -> (int) Math.round(pce * 10)).toArray();
        holdingResource = new int[day.holdingCapacities().size()];
        for (int area = 0; area < holdingResource.length; area++) {
            holdingResource[area] = found.size();
            for (int slot = 0; slot < slots; slot++) {
                found.add(ResourceKind.HOLDING, 0, slot, day.holdingCapacities().get(area));
            }
        }
        caps(found);
        links(found, amounts);
        resources = found.size();
        capacity = found.capacity.stream().mapToInt(Integer::intValue).toArray();
        resourceKind = found.kind.toArray(ResourceKind[]::new);
        resourceLink = found.link.stream().mapToLong(Long::longValue).toArray();
        resourceSlot = found.slot.stream().mapToInt(Integer::intValue).toArray();
        footStart = new int[kinds + 1];
        for (int kind = 0; kind < kinds; kind++) {
            footStart[kind + 1] = footStart[kind] + found.foot.get(kind).size();
        }
        footResource = new int[footStart[kinds]];
        footAmount = new int[footStart[kinds]];
        for (int kind = 0; kind < kinds; kind++) {
            int at = footStart[kind];
            for (int[] use : found.foot.get(kind)) {
                footResource[at] = use[0];
                footAmount[at++] = use[1];
            }
        }

        delayCost = day.routes().stream().map(PlanRoute::delayCosts).toArray(double[][]::new);
        tripClass = new int[trips];
        tripContractor = new int[trips];
        waitsFrom = new int[trips];
        optionStart = new int[trips + 1];
        Map<String, Integer> names = new LinkedHashMap<>();
        List<int[]> options = new ArrayList<>();
        for (int trip = 0; trip < trips; trip++) {
            PlanTrip t = day.trips().get(trip);
            tripClass[trip] = t.type().ordinal();
            tripContractor[trip] = names.computeIfAbsent(t.contractor(), name -> names.size());
            waitsFrom[trip] = t.underWay() ? t.wishedSlot() : -1;
            options(trip, t, earlierCell == null ? -1 : earlierCell[trip], changeCost, options);
            optionStart[trip + 1] = options.size();
        }
        optionCell = options.stream().mapToInt(option -> option[0]).toArray();
        optionCost = options.stream().mapToInt(option -> option[1]).toArray();
        boolean more = earlierCell != null || options.stream().anyMatch(option -> option[3] > 0);
        optionChange = more ? options.stream().mapToInt(option -> option[2] + option[3]).toArray() : null;
        optionDelay = options.stream().mapToInt(option -> option[3]).toArray();
        contractors = names.size();
        share = new double[contractors];
        for (int trip = 0; trip < trips; trip++) {
            share[tripContractor[trip]] += 1.0 / trips;
        }
        fairWeight = contractors < 2 ? 0 : day.fairness().weight();
        fairSlack = day.fairness().slack();
    }

    private void options(int trip, PlanTrip t, int earlier, int changeCost, List<int[]> options) {
        List<int[]> own = new ArrayList<>();
        double cars = day.passengerCars().get(tripClass[trip]);
        for (int route = 0; route < day.routes().size(); route++) {
            for (int slot = t.earliestSlot(); slot <= Math.min(t.latestSlot(), slots - 1); slot++) {
                int cost = t.costOf(route, slot);
                int cell = route * slots + slot;
                if (cost >= 0 && cost < t.refusalCost() && possible(cell * classes + tripClass[trip])) {
                    own.add(new int[] {
                        cell, cost, earlier >= 0 && earlier != cell ? changeCost : 0,
                        (int) Math.round(delayCost[route][slot] * cars)
                    });
                }
            }
        }
        // A slot that is taken away is a change like any other.
        own.add(new int[] {refused, t.refusalCost(), earlier >= 0 ? changeCost : 0, 0});
        own.sort((a, b) -> {
            int byCost = Integer.compare(a[1] + a[2] + a[3], b[1] + b[2] + b[3]);
            return byCost != 0 ? byCost : Integer.compare(a[0], b[0]);
        });
        options.addAll(own);
    }

    private boolean possible(int kind) {
        for (int at = footStart[kind]; at < footStart[kind + 1]; at++) {
            if (footAmount[at] > capacity[footResource[at]]) {
                return false;
            }
        }
        return true;
    }

    private void caps(Resources found) {
        for (int kind = 0; kind < kinds; kind++) {
            found.foot.add(new ArrayList<>());
        }
        for (int route = 0; route < day.routes().size(); route++) {
            int[] caps = day.routes().get(route).caps();
            int[][] classCaps = day.routes().get(route).classCaps();
            for (int slot = 0; slot < slots; slot++) {
                int cell = route * slots + slot;
                int whole = found.add(ResourceKind.CAP, 0, slot, caps[slot]);
                for (int type = 0; type < classes; type++) {
                    found.foot.get(cell * classes + type).add(new int[] {whole, 1});
                    if (classCaps[type][slot] < caps[slot]) {
                        int own = found.add(ResourceKind.CLASS_CAP, 0, slot, classCaps[type][slot]);
                        found.foot.get(cell * classes + type).add(new int[] {own, 1});
                    }
                }
            }
        }
    }

    private void links(Resources found, int[] amounts) {
        int largest = Arrays.stream(amounts).max().orElseThrow();
        int step = Arrays.stream(amounts).reduce(0, PlanModel::commonDivisor);
        // Cells that pass a link in a slot, then the least room among links that the same cells pass.
        Map<List<Integer>, Integer> least = new HashMap<>();
        List<List<Integer>> order = new ArrayList<>();
        Map<List<Integer>, int[]> where = new HashMap<>();
        for (int link = 0; link < day.links().size(); link++) {
            double[] room = day.links().get(link).roomPassengerCars();
            for (int slot = 0; slot < slots; slot++) {
                List<Integer> users = users(link, slot);
                if (users.isEmpty()) {
                    continue;
                }
                int tenths = (int) Math.max(0, Math.min(1e8, Math.floor(room[slot] * 10 + 1e-6)));
                // Whatever passes adds up to multiples of this: what is left over can never be used.
                tenths -= tenths % step;
                Integer known = least.get(users);
                if (known == null) {
                    order.add(users);
                }
                if (known == null || tenths < known) {
                    least.put(users, tenths);
                    where.put(users, new int[] {link, slot});
                }
            }
        }
        for (List<Integer> users : order) {
            int room = least.get(users);
            long most = 0;
            for (int cell : users) {
                most += (long) largest * day.routes().get(cell / slots).caps()[cell % slots];
            }
            if (most <= room) {
                continue;
            }
            int[] at = where.get(users);
            int resource = found.add(ResourceKind.LINK, day.links().get(at[0]).linkId(), at[1], room);
            for (int cell : users) {
                for (int type = 0; type < classes; type++) {
                    found.foot.get(cell * classes + type).add(new int[] {resource, amounts[type]});
                }
            }
        }
    }

    private static int commonDivisor(int a, int b) {
        return b == 0 ? a : commonDivisor(b, a % b);
    }

    private List<Integer> users(int link, int slot) {
        List<Integer> users = new ArrayList<>();
        for (int route = 0; route < day.routes().size(); route++) {
            PlanRoute r = day.routes().get(route);
            int[] links = r.links();
            int[] later = r.slotsLater();
            for (int i = 0; i < links.length; i++) {
                int given = slot - later[i];
                if (links[i] == link && given >= 0 && given < slots) {
                    users.add(route * slots + given);
                }
            }
        }
        return users;
    }

    /** What an option costs, with delay of others and what a change of an earlier plan costs. */
    int costOf(int option) {
        return optionChange == null ? optionCost[option] : optionCost[option] + optionChange[option];
    }

    /** Index of a trip's option in a cell, -1 if it has none. */
    int findOption(int trip, int cell) {
        for (int option = optionStart[trip]; option < optionStart[trip + 1]; option++) {
            if (optionCell[option] == cell) {
                return option;
            }
        }
        return -1;
    }

    /** Holding area where a trip waits that takes this cell, -1 if it waits nowhere. */
    int waitingArea(int trip, int cell) {
        return waitsFrom[trip] < 0 || cell == refused || cell % slots <= waitsFrom[trip]
                ? -1
                : day.routes().get(cell / slots).holdingArea();
    }

    private static final class Resources {
        final List<ResourceKind> kind = new ArrayList<>();
        final List<Long> link = new ArrayList<>();
        final List<Integer> slot = new ArrayList<>();
        final List<Integer> capacity = new ArrayList<>();
        final List<List<int[]>> foot = new ArrayList<>();

        int size() {
            return kind.size();
        }

        int add(ResourceKind ofKind, long linkId, int inSlot, int holds) {
            kind.add(ofKind);
            link.add(linkId);
            slot.add(inSlot);
            capacity.add(holds);
            return kind.size() - 1;
        }
    }
}
