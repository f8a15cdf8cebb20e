package city.mio.geo.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Drives at random over a {@link TestRoads#grid}, with all that goes wrong on real ones; seeded. */
final class RandomDrives {

    private RandomDrives() {}

    static List<double[]> fixes(TestRoads roads, int size, double metres, long seed) {
        Random random = new Random(seed);
        int column = random.nextInt(size);
        int row = random.nextInt(size);
        TestRoads.Drive drive = roads.noisyDrive(TestRoads.gridName(column, row), 3 + random.nextInt(10), seed);
        double every = new double[] {1, 2, 5, 15, 40}[random.nextInt(5)];
        for (int leg = 0; leg < 25; leg++) {
            if (random.nextBoolean()) {
                column = Math.floorMod(column + (random.nextBoolean() ? 1 : -1), size);
            } else {
                row = Math.floorMod(row + (random.nextBoolean() ? 1 : -1), size);
            }
            String next = TestRoads.gridName(column, row);
            switch (random.nextInt(12)) {
                case 0 -> drive.fix().pause(1).stand(random.nextInt(600), every).pause(every);
                case 1 -> drive.fixAt(random.nextInt(1200) - 200, random.nextInt(1200) - 200).pause(every);
                case 2 -> drive.unseenTo(next, 20 + random.nextInt(100));
                case 3 -> drive.unseenTo(next, 700);
                case 4 -> drive.toPlace(-500, -500, 15, every).toPlace(-900, -500, 15, every).pause(every);
                default -> {}
            }
            drive.to(next, 6 + random.nextInt(10), every).pause(0.5);
        }
        List<double[]> distinct = new ArrayList<>();
        for (double[] fix : drive.fixes()) {
            if (distinct.isEmpty() || fix[0] > distinct.get(distinct.size() - 1)[0]) {
                distinct.add(fix);
            }
        }
        return distinct;
    }
}
