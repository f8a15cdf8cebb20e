package city.mio.feeds.http;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * Content that is sent as it is, packed once if that makes it smaller, with a strong ETag. Immutable by agreement:
 * nobody changes the arrays.
 */
final class Blob {

    private static final int LEAST_TO_PACK = 1_400;

    private final byte[] plain;
    private final byte[] packed;
    private final String contentType;
    private final String etag;

    private Blob(byte[] plain, byte[] packed, String contentType, String etag) {
        this.plain = plain;
        this.packed = packed;
        this.contentType = contentType;
        this.etag = etag;
    }

    /** Content that will be sent often. */
    static Blob lasting(byte[] content, String contentType) {
        byte[] packed = content.length < LEAST_TO_PACK ? null : gzip(content);
        boolean smaller = packed != null && packed.length < content.length * 9 / 10;
        return new Blob(content, smaller ? packed : null, contentType, '"' + hash(content) + '"');
    }

    private static String hash(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length / 4 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException("packing in memory failed", e);
        }
        return out.toByteArray();
    }

    /** Answers with it, or with 304 where the client has it. */
    void send(Context ctx, String cacheControl) {
        boolean pack = packed != null && acceptsGzip(ctx);
        // The packed form is another representation and needs another strong tag (RFC 9110, 8.8.1).
        String tag = pack ? etag.substring(0, etag.length() - 1) + "-gz\"" : etag;
        ctx.header("ETag", tag).header("Cache-Control", cacheControl).header("Vary", "Accept-Encoding");
        String known = ctx.header("If-None-Match");
        if (known != null && (known.equals("*") || known.contains(tag))) {
            ctx.status(304);
            return;
        }
        if (pack) {
            ctx.header("Content-Encoding", "gzip");
        }
        ctx.contentType(contentType).result(pack ? packed : plain);
    }

    /** Answers once with content that changes all the time. */
    static void sendOnce(Context ctx, byte[] content, String contentType) {
        ctx.header("Cache-Control", "no-store").header("Vary", "Accept-Encoding").contentType(contentType);
        if (content.length >= LEAST_TO_PACK && acceptsGzip(ctx)) {
            ctx.header("Content-Encoding", "gzip").result(gzip(content));
        } else {
            ctx.result(content);
        }
    }

    private static boolean acceptsGzip(Context ctx) {
        String accepted = ctx.header("Accept-Encoding");
        return accepted != null && accepted.contains("gzip") && !accepted.matches(".*gzip\\s*;\\s*q=0(\\.0*)?\\s*(,.*)?");
    }
}
