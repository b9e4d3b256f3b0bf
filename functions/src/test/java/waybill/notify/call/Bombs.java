package waybill.notify.call;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** Compressed texts that are larger than they look. */
final class Bombs {

  private static final int BLOCK = 64 * 1024;

  private Bombs() {}

  /** {@code filler} so many times and then {@code end}; a character for each byte. */
  static String gzip(String filler, int times, String end) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] block = filler.repeat(BLOCK).getBytes(StandardCharsets.ISO_8859_1);
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      for (int i = 0; i < times / BLOCK; i++) {
        gzip.write(block);
      }
      gzip.write(end.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }
}
