package waybill.notify.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressGuardTest {

  private static final AddressGuard NO_NAMES = new AddressGuard(false, AddressGuardTest::noName);

  @Test
  void a_refusal_does_not_tell_what_the_name_stands_for() {
    AddressGuard guard = new AddressGuard(false, name -> addresses("10.0.0.1"));
    assertThatThrownBy(() -> guard.admit(url("https://probe.example/")))
        .hasMessage("probe.example is not a public address");
  }

  @Test
  void one_address_of_a_name_that_is_not_public_refuses_the_name() {
    AddressGuard guard = new AddressGuard(false, name -> addresses("8.8.8.8", "10.0.0.1"));
    assertThatThrownBy(() -> guard.admit(url("https://rebound.example/")))
        .isInstanceOf(AddressGuard.Forbidden.class);
    assertThatThrownBy(() -> guard.dialable(url("https://rebound.example/")))
        .isInstanceOf(AddressGuard.Forbidden.class);
  }

  @Test
  void what_is_dialled_is_what_was_checked() throws Exception {
    List<String> asked = new ArrayList<>();
    AddressGuard guard =
        new AddressGuard(
            false,
            name -> {
              asked.add(name);
              return addresses(asked.size() == 1 ? "8.8.8.8" : "127.0.0.1");
            });
    assertThat(guard.dialable(url("https://rebinding.example/"))).isEqualTo(addresses("8.8.8.8"));
    assertThat(asked).containsExactly("rebinding.example");
  }

  @Test
  void a_name_that_is_not_known_yet_can_be_registered_and_not_called() {
    assertThatCode(() -> NO_NAMES.admit(url("https://soon.example/"))).doesNotThrowAnyException();
    assertThatThrownBy(() -> NO_NAMES.dialable(url("https://soon.example/")))
        .isInstanceOf(UnknownHostException.class);
  }

  @Test
  void only_https_on_two_ports_is_called() throws Exception {
    AddressGuard guard = new AddressGuard(false, name -> addresses("8.8.8.8"));
    guard.admit(url("https://shop.example:443/"));
    guard.admit(url("https://shop.example:8443/"));
    assertThatThrownBy(() -> guard.admit(url("http://shop.example/")))
        .hasMessage("must begin with https://");
    assertThatThrownBy(() -> guard.admit(url("https://shop.example:25/")))
        .hasMessage("must have port 443 or 8443");
    assertThatThrownBy(() -> guard.dialable(url("http://shop.example:8443/")))
        .isInstanceOf(AddressGuard.Forbidden.class);
    assertThatThrownBy(() -> guard.dialable(url("https://shop.example:25/")))
        .isInstanceOf(AddressGuard.Forbidden.class);
  }

  @Test
  void with_any_target_everything_goes() throws Exception {
    AddressGuard any = new AddressGuard(true, name -> addresses("127.0.0.1"));
    any.admit(url("http://localhost:9999/"));
    assertThat(any.dialable(url("http://127.0.0.1:9999/"))).isEqualTo(addresses("127.0.0.1"));
  }

  private static CallbackUrl url(String text) {
    return CallbackUrl.parse(text);
  }

  private static List<InetAddress> noName(String host) throws UnknownHostException {
    throw new UnknownHostException(host);
  }

  private static List<InetAddress> addresses(String... literals) throws UnknownHostException {
    List<InetAddress> addresses = new ArrayList<>();
    for (String literal : literals) {
      addresses.add(InetAddress.getByName(literal));
    }
    return addresses;
  }
}
