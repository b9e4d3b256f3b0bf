package waybill.platform;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.random.RandomGenerator;

/**
 * Ids: a prefix that says what it names, and 130 bits in Crockford's base 32 (no i, l, o, u). They
 * fit the pattern of ids in paths.
 */
public final class Ids {

  private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
  private static final int CHARS = 26;
  private static final int BITS_PER_CHAR = 5;
  private static final int BYTES = 17;

  private final RandomGenerator random;

  public Ids(RandomGenerator random) {
    this.random = random;
  }

  /** A new id that nobody else has, as far as the generator is good. */
  public String next(String prefix) {
    byte[] bits = new byte[BYTES];
    random.nextBytes(bits);
    return prefix + encode(bits);
  }

  /** The same id for the same parts, always. Parts cannot run into each other. */
  public static String derived(String prefix, String... parts) {
    MessageDigest sha256 = sha256();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      sha256.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
      sha256.update(bytes);
    }
    return prefix + encode(sha256.digest());
  }

  /** Spreads ids evenly over {@code shards}; the same id always falls on the same one. */
  public static int shard(String id, int shards) {
    byte[] digest = sha256().digest(id.getBytes(StandardCharsets.UTF_8));
    int bits = (digest[0] & 0xff) << 16 | (digest[1] & 0xff) << 8 | (digest[2] & 0xff);
    return bits % shards;
  }

  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String encode(byte[] bytes) {
    char[] text = new char[CHARS];
    for (int i = 0; i < CHARS; i++) {
      text[i] = ALPHABET[bitsAt(bytes, i * BITS_PER_CHAR)];
    }
    return new String(text);
  }

  private static int bitsAt(byte[] bytes, int bit) {
    int two =
        (bytes[bit / 8] & 0xff) << 8 | (bit / 8 + 1 < bytes.length ? bytes[bit / 8 + 1] & 0xff : 0);
    return two >>> (16 - BITS_PER_CHAR - bit % 8) & 31;
  }
}
