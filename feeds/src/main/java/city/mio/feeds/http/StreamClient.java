package city.mio.feeds.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

/**
 * One reader of the stream with a bounded queue and a thread of its own, so that a reader who does not read holds up
 * nobody else: when the queue is full, the reader is dropped. Thread-safe.
 */
final class StreamClient {

    private static final int MOST_WAITING = 256;

    private final OutputStream out;
    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread thread;

    StreamClient(OutputStream out) {
        this.out = out;
        this.thread = new Thread(this::write, "stream-client");
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Puts a message into the queue; says false, and drops the client, if it is full or gone. */
    boolean offer(byte[] message) {
        if (ended.isDone()) {
            return false;
        }
        if (!waiting.offer(message)) {
            drop();
            return false;
        }
        return true;
    }

    /** Ends the stream. */
    void drop() {
        thread.interrupt();
        ended.complete(null);
    }

    /** Done when the client is gone or was dropped. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    private void write() {
        try {
            while (!ended.isDone()) {
                out.write(waiting.take());
                byte[] more;
                while ((more = waiting.poll()) != null) {
                    out.write(more);
                }
                out.flush();
            }
        } catch (InterruptedException | IOException e) {
            // Either the reader has gone or it was dropped: both end the stream and nothing else.
            waiting.clear();
        } finally {
            ended.complete(null);
        }
    }
}
