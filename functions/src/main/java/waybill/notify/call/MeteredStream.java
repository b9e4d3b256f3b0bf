package waybill.notify.call;

import java.io.IOException;
import java.io.InputStream;

/**
 * What a receiver sends, up to a number of bytes. A read counts as {@link #READ_MIN_BYTES} at
 * least: what comes in crumbs, or in records of TLS with nothing in them, costs us by the piece.
 */
final class MeteredStream extends InputStream {

  private static final int READ_MIN_BYTES = 32;

  private final InputStream in;
  private final int maxBytes;
  private final Runnable onBytes;
  private int leftBytes;
  private boolean ended;

  /**
   * @param onBytes told whenever something arrives
   */
  MeteredStream(InputStream in, int maxBytes, Runnable onBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
    this.onBytes = onBytes;
    this.leftBytes = maxBytes;
  }

  /** Whether its end was seen by somebody who wanted more. */
  boolean hasEnded() {
    return ended;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    if (leftBytes <= 0) {
      throw new TooLong(maxBytes);
    }
    int count = in.read(bytes, from, Math.min(length, leftBytes));
    if (count < 0) {
      ended = true;
    } else if (count > 0) {
      onBytes.run();
      leftBytes -= Math.max(count, READ_MIN_BYTES);
    }
    return count;
  }

  /** There is more than we read. */
  static final class TooLong extends IOException {

    private static final long serialVersionUID = 1L;

    TooLong(int maxBytes) {
      super("the answer is over " + maxBytes / 1024 + " KiB");
    }
  }
}
