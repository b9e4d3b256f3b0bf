package waybill.notify;

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
  void addresses_that_are_not_public_are_refused() {
    for (String host :
        List.of(
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.9",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "[::]",
            "[::1]",
            "[::ffff:127.0.0.1]",
            "[::ffff:8.8.8.8]",
            "[::127.0.0.1]",
            "[64:ff9b::7f00:1]",
            "[64:ff9b:1::1]",
            "[100::1]",
            "[2001::1]",
            "[2001:2::1]",
            "[2001:10::1]",
            "[2001:db8::1]",
            "[2002:7f00:1::]",
            "[3fff::1]",
            "[5f00::1]",
            "[fc00::1]",
            "[fd00:ec2::254]",
            "[fe80::1]",
            "[fec0::1]",
            "[ff02::1]",
            "[2620:4f:8000::1]")) {
      assertThatThrownBy(() -> NO_NAMES.admit(url("https://" + host + "/")))
          .as(host)
          .isInstanceOf(AddressGuard.Forbidden.class);
    }
  }

  @Test
  void the_neighbours_of_what_is_refused_are_public() {
    for (String host :
        List.of(
            "1.0.0.1",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.0.0.1",
            "128.0.0.1",
            "169.253.0.1",
            "172.15.255.255",
            "172.32.0.1",
            "192.0.1.1",
            "192.169.0.1",
            "198.17.0.1",
            "198.20.0.1",
            "223.255.255.255",
            "[2001:200::1]",
            "[2001:4860::8888]",
            "[2003::1]",
            "[2606:4700::1111]",
            "[2a00:1450::1]")) {
      assertThatCode(() -> NO_NAMES.admit(url("https://" + host + "/")))
          .as(host)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void an_address_is_the_same_in_any_notation() {
    for (String host :
        List.of(
            "2130706433",
            "0x7f000001",
            "0x7f.1",
            "0177.0.0.1",
            "017700000001",
            "127.1",
            "127.0.1",
            "0x7F.0x0.0x0.0x1",
            "0",
            "[0:0:0:0:0:0:0:1]",
            "[::ffff:7f00:1]",
            "0xA9FEA9FE")) {
      assertThatThrownBy(() -> NO_NAMES.admit(url("https://" + host + "/")))
          .as(host)
          .isInstanceOf(AddressGuard.Forbidden.class);
    }
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
