package waybill.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkRequest;

/** The permissions that the functions' calls need, as they make them. */
public final class UsedPermissions {

  /** Of all tests of the JVM. */
  private static final Set<Permission> ALL = new ConcurrentSkipListSet<>();

  private final Set<Permission> own = new ConcurrentSkipListSet<>();

  static Set<Permission> ofAllTests() {
    return Set.copyOf(ALL);
  }

  public void record(String function, String operation, SdkRequest request) {
    NeededPermissions.of(function, operation, request).forEach(this::record);
  }

  /** A call to KMS, which knows the stack's key by an alias: IAM asks for the key itself. */
  public void recordKey(String function, String operation) {
    String action = operation.substring(0, 1).toUpperCase(Locale.ROOT) + operation.substring(1);
    record(new Permission(function, "kms:" + action, "SecretsKey.Arn"));
  }

  private void record(Permission permission) {
    own.add(permission);
    ALL.add(permission);
  }

  /** Asserts that AWS would have allowed each call that was recorded here. */
  public void areAllowed() {
    areAllowed(own, Fact.template());
  }

  static void areAllowed(Set<Permission> used, TemplateDocument template) {
    Set<Permission> allowed = Permissions.ofFunctions(template);
    assertThat(used.stream().filter(each -> !allowed.contains(each)).collect(Collectors.toSet()))
        .as("calls that AWS would deny: the role in template.yaml lacks the permission")
        .isEmpty();
  }
}
