package waybill.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands for KMS where there is none. It is the same on every machine, so that rows outlive a
 * restart, and keeps nothing secret: whoever reads this line can open what it sealed. AES-256-GCM
 * with the context as associated data.
 */
final class DevelopmentKey implements SecretsKey {

  private static final String KEY = "the development key of Waybill: no secret at all";
  private static final String ALGORITHM = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private static final Logger LOG = LoggerFactory.getLogger(DevelopmentKey.class);

  private final RandomGenerator random;
  private final SecretKeySpec key =
      new SecretKeySpec(Ids.sha256().digest(KEY.getBytes(UTF_8)), "AES");
  private final AtomicBoolean told = new AtomicBoolean();

  DevelopmentKey(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public String name() {
    return "development";
  }

  @Override
  public byte[] encrypt(byte[] plaintext, Map<String, String> context) {
    if (told.compareAndSet(false, true)) {
      LOG.warn("secrets are sealed with the development key: ENDPOINT_URL is no address of AWS");
    }
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] ciphertext = run(Cipher.ENCRYPT_MODE, nonce, plaintext, context);
    return ByteBuffer.allocate(nonce.length + ciphertext.length).put(nonce).put(ciphertext).array();
  }

  @Override
  public byte[] decrypt(byte[] ciphertext, Map<String, String> context) {
    if (ciphertext.length < NONCE_BYTES) {
      throw new IllegalStateException("the ciphertext is cut off");
    }
    ByteBuffer in = ByteBuffer.wrap(ciphertext);
    byte[] nonce = new byte[NONCE_BYTES];
    in.get(nonce);
    byte[] rest = new byte[in.remaining()];
    in.get(rest);
    return run(Cipher.DECRYPT_MODE, nonce, rest, context);
  }

  private byte[] run(int mode, byte[] nonce, byte[] text, Map<String, String> context) {
    try {
      Cipher cipher = Cipher.getInstance(ALGORITHM);
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(Json.write(new TreeMap<>(context)).getBytes(UTF_8));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("not sealed by this key for this place", e);
    }
  }
}
