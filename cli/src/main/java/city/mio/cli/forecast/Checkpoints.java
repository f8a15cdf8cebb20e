package city.mio.cli.forecast;

import city.mio.models.forecast.NeuralTraining;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/** States of trainings under way, a file for each network, so that a training that was stopped can go on. */
public final class Checkpoints {

    private final Path folder;
    private final String task;

    /**
     * Opens the place.
     *
     * @param task what is trained on what: states of another task are not gone on from
     */
    public Checkpoints(Path folder, String task) throws IOException {
        this.folder = folder;
        this.task = task;
        Files.createDirectories(folder);
    }

    /** The state that was kept last; null if there is none of this task. */
    public NeuralTraining.State findState(String network) throws IOException {
        Path file = file(network);
        if (!Files.exists(file)) {
            return null;
        }
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            if (!in.readUTF().equals(task)) {
                return null;
            }
            return new NeuralTraining.State(in.readInt(), in.readInt(), in.readDouble(), bytes(in), bytes(in));
        }
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] bytes = in.readNBytes(length);
        if (bytes.length != length) {
            throw new IOException("a state of the training is cut off");
        }
        return bytes;
    }

    /** Keeps a state in place of the one before; whole or not at all. */
    public void keep(String network, NeuralTraining.State state) throws IOException {
        Path file = file(network);
        Path next = folder.resolve(file.getFileName() + ".next");
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(next))) {
            out.writeUTF(task);
            out.writeInt(state.nextEpoch());
            out.writeInt(state.bestEpoch());
            out.writeDouble(state.bestError());
            for (byte[] part : List.of(state.network(), state.bestNetwork())) {
                out.writeInt(part.length);
                out.write(part);
            }
        }
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes what was kept for these networks; the training is over. */
    public void clear(List<String> networks) throws IOException {
        for (String network : networks) {
            Files.deleteIfExists(file(network));
        }
        Files.deleteIfExists(folder);
    }

    private Path file(String network) {
        return folder.resolve(network.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".state");
    }
}
