package waybill.template;

import java.util.TreeSet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@Order(Integer.MAX_VALUE)
final class PermissionUseTest {
  @Test
  void x() {
    var unused = new TreeSet<>(Permissions.ofFunctions(Fact.template()));
    unused.removeAll(UsedPermissions.ofAllTests());
    System.out.println("USED");
    new TreeSet<>(UsedPermissions.ofAllTests()).forEach(System.out::println);
    System.out.println("UNUSED");
    unused.forEach(System.out::println);
  }
}
