package waybill.notify.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Refused is exactly what is not global unicast, however it is written and wherever it hides. The
 * samples are the same in every run.
 */
class AnyAddressPropertyTest {

  private static final int SAMPLES = 500;

  private static final int[] EDGES = {
    0x00000000,
    0x01000000,
    0x0a000000,
    0x0b000000,
    0x64400000,
    0x64800000,
    0x7f000000,
    0x80000000,
    0xa9fe0000,
    0xa9ff0000,
    0xac100000,
    0xac200000,
    0xc0000000,
    0xc0000100,
    0xc0000200,
    0xc0000300,
    0xc01fc400,
    0xc034c100,
    0xc0586300,
    0xc0a80000,
    0xc0a90000,
    0xc0af3000,
    0xc6120000,
    0xc6140000,
    0xc6336400,
    0xcb007100,
    0xe0000000,
    0xf0000000
  };

  private static final List<String> HEADS =
      List.of(
          "",
          "00",
          "0064ff9b",
          "0100",
          "2001",
          "20010000",
          "200101ff",
          "20010200",
          "20010db8",
          "20010db9",
          "2002",
          "2003",
          "2620004f8000",
          "2620004f8001",
          "2a001450",
          "3fff0fff",
          "3fff1000",
          "3fff",
          "4000",
          "5f00",
          "fc00",
          "fe80",
          "fec0",
          "ff02",
          "1fff",
          "2a0014500000000000005efe",
          "2a0014500000000002005efe",
          "00000000000000000000ffff");

  private final Random random = new Random(6);

  @Test
  void an_ipv4_address_in_any_notation() {
    for (int i = 0; i < SAMPLES; i++) {
      int v4 = v4();
      for (Notation notation : Notation.values()) {
        assertThat(isCalled(notation.text.apply(v4)))
            .as(notation.text.apply(v4))
            .isEqualTo(AddressOracle.isPublic(bytes(v4)));
      }
    }
  }

  @Test
  void an_ipv4_address_in_any_ipv6_address() {
    for (int i = 0; i < SAMPLES; i++) {
      int v4 = v4();
      for (Embedding embedding : Embedding.values()) {
        byte[] v6 = embedding.around(v4);
        assertThat(AddressOracle.isPublic(v6)).as("by what the registries say").isFalse();
        assertThat(isCalled("[" + text(v6) + "]")).as(text(v6)).isFalse();
        assertThat(isCalled("[" + dotted(v6) + "]")).as(dotted(v6)).isFalse();
      }
    }
  }

  @Test
  void any_ipv6_address() {
    for (int i = 0; i < SAMPLES; i++) {
      byte[] v6 = v6();
      boolean isPublic = AddressOracle.isPublic(v6);
      assertThat(isCalled("[" + text(v6) + "]")).as(text(v6)).isEqualTo(isPublic);
      assertThat(isCalled("[" + text(v6).toUpperCase(Locale.ROOT) + "]")).isEqualTo(isPublic);
      assertThat(isCalled("[" + dotted(v6) + "]")).as(dotted(v6)).isEqualTo(isPublic);
    }
  }

  /** Java hands out a mapped address as the IPv4 address in it, which is then what is dialled. */
  @Test
  void any_address_that_a_name_stands_for() throws UnknownHostException {
    for (int i = 0; i < SAMPLES; i++) {
      InetAddress four = InetAddress.getByAddress(bytes(v4()));
      InetAddress six = InetAddress.getByAddress(v6());
      boolean fourIsPublic = AddressOracle.isPublic(four.getAddress());
      boolean sixIsPublic = AddressOracle.isPublic(six.getAddress());
      assertThat(isCalled("shop.example", four)).as("%s", four).isEqualTo(fourIsPublic);
      assertThat(isCalled("shop.example", six)).as("%s", six).isEqualTo(sixIsPublic);
      assertThat(isCalled("shop.example", four, six))
          .as("%s and %s", four, six)
          .isEqualTo(fourIsPublic && sixIsPublic);
    }
  }

  /** Half of them close to an edge: at random nearly all are public. */
  private int v4() {
    return random.nextBoolean()
        ? random.nextInt()
        : EDGES[random.nextInt(EDGES.length)] + random.nextInt(5) - 2;
  }

  /** At random after a head by which something is decided. */
  private byte[] v6() {
    byte[] v6 = new byte[16];
    random.nextBytes(v6);
    byte[] head = HexFormat.of().parseHex(HEADS.get(random.nextInt(HEADS.size())));
    System.arraycopy(head, 0, v6, 0, head.length);
    return v6;
  }

  enum Notation {
    DOTTED(ip -> part(ip, 0) + "." + part(ip, 1) + "." + part(ip, 2) + "." + part(ip, 3)),
    TRAILING_DOT(ip -> DOTTED.text.apply(ip) + "."),
    DECIMAL(Integer::toUnsignedString),
    HEXADECIMAL(ip -> "0x" + Integer.toHexString(ip)),
    OCTAL(ip -> "0" + Integer.toOctalString(ip)),
    TWO_PARTS(ip -> part(ip, 0) + "." + (ip & 0xffffff)),
    THREE_PARTS(ip -> part(ip, 0) + "." + part(ip, 1) + "." + (ip & 0xffff)),
    MIXED(ip -> String.format(Locale.ROOT, "0x%X.0%o.%d", part(ip, 0), part(ip, 1), ip & 0xffff));

    private final Function<Integer, String> text;

    Notation(Function<Integer, String> text) {
      this.text = text;
    }

    private static int part(int ip, int i) {
      return ip >>> 24 - 8 * i & 0xff;
    }
  }

  /** Hexadecimal digits around the address, which stands in the place of the x. */
  enum Embedding {
    MAPPED("00000000000000000000ffffxxxxxxxx"),
    COMPATIBLE("000000000000000000000000xxxxxxxx"),
    TRANSLATED("0000000000000000ffff0000xxxxxxxx"),
    NAT64("0064ff9b0000000000000000xxxxxxxx"),
    NAT64_LOCAL("0064ff9b0001000000000000xxxxxxxx"),
    SIX_TO_FOUR("2002xxxxxxxx00010000000000000001"),
    TEREDO_SERVER("20010000xxxxxxxx0000000000000000"),
    TEREDO("200100000808080800000000xxxxxxxx"),
    ISATAP("2a0014500000000000005efexxxxxxxx"),
    ISATAP_GLOBAL("2a0014500000000002005efexxxxxxxx");

    private final String form;

    Embedding(String form) {
      this.form = form;
    }

    byte[] around(int v4) {
      int hidden = this == TEREDO ? ~v4 : v4;
      return HexFormat.of().parseHex(form.replace("xxxxxxxx", HexFormat.of().toHexDigits(hidden)));
    }
  }

  private static boolean isCalled(String host, InetAddress... resolved) {
    AddressGuard guard =
        new AddressGuard(
            false,
            name -> {
              assertThat(resolved).as("%s is a literal, and no resolver's", name).isNotEmpty();
              return List.of(resolved);
            });
    try {
      return !guard.dialable(CallbackUrl.parse("https://" + host + "/")).isEmpty();
    } catch (AddressGuard.Forbidden e) {
      assertThat(e).hasMessage(host.replaceAll("[\\[\\]]", "") + " is not a public address");
      return false;
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes(int v4) {
    return ByteBuffer.allocate(4).putInt(v4).array();
  }

  private static String text(byte[] v6) {
    return HexFormat.of().formatHex(v6).replaceAll("(....)(?!$)", "$1:");
  }

  /** The last 32 bits as IPv4 addresses are written. */
  private static String dotted(byte[] v6) {
    String head = text(Arrays.copyOf(v6, 12));
    return head + ":" + Notation.DOTTED.text.apply(ByteBuffer.wrap(v6, 12, 4).getInt());
  }
}
