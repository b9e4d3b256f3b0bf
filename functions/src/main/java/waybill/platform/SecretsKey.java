package waybill.platform;

import java.util.Map;

/**
 * A key that encrypts small texts. What it encrypted, it decrypts with the very same context only,
 * so that a ciphertext is worth nothing in another place than its own.
 */
public interface SecretsKey {

  /** Stands before what it encrypted, without a colon. */
  String name();

  byte[] encrypt(byte[] plaintext, Map<String, String> context);

  /**
   * @throws RuntimeException when it is not this key's, or was changed, or belongs elsewhere
   */
  byte[] decrypt(byte[] ciphertext, Map<String, String> context);
}
