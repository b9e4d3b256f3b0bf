package waybill.platform;

import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * The stack's key in KMS, which never leaves it: each text is a call. Naming the key at decryption
 * too keeps KMS from taking whichever key a ciphertext asks for.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html
 *
 * @param keyId an alias with its prefix, {@code alias/…}
 */
record KmsKey(KmsClient kms, String keyId) implements SecretsKey {

  @Override
  public String name() {
    return "kms";
  }

  @Override
  public byte[] encrypt(byte[] plaintext, Map<String, String> context) {
    return kms.encrypt(
            request ->
                request
                    .keyId(keyId)
                    .plaintext(SdkBytes.fromByteArray(plaintext))
                    .encryptionContext(context))
        .ciphertextBlob()
        .asByteArray();
  }

  @Override
  public byte[] decrypt(byte[] ciphertext, Map<String, String> context) {
    return kms.decrypt(
            request ->
                request
                    .keyId(keyId)
                    .ciphertextBlob(SdkBytes.fromByteArray(ciphertext))
                    .encryptionContext(context))
        .plaintext()
        .asByteArray();
  }
}
