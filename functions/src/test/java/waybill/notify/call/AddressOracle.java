package waybill.notify.call;

/**
 * What is global unicast, written a second time and by other means than the code: by hand, on bits.
 */
final class AddressOracle {

  private AddressOracle() {}

  static boolean isPublic(byte[] address) {
    return address.length == 4 ? isPublicV4(address) : isPublicV6(address);
  }

  private static boolean isPublicV4(byte[] address) {
    int a = address[0] & 0xff;
    int b = address[1] & 0xff;
    int c = address[2] & 0xff;
    return switch (a) {
      case 0, 10, 127 -> false;
      case 100 -> b >> 6 != 1;
      case 169 -> b != 254;
      case 172 -> b >> 4 != 1;
      case 192 ->
          switch (b) {
            case 0 -> c != 0 && c != 2;
            case 31 -> c != 196;
            case 52 -> c != 193;
            case 88 -> c != 99;
            case 168 -> false;
            case 175 -> c != 48;
            default -> true;
          };
      case 198 -> b != 18 && b != 19 && (b != 51 || c != 100);
      case 203 -> b != 0 || c != 113;
      default -> a < 224;
    };
  }

  private static boolean isPublicV6(byte[] address) {
    int[] words = new int[8];
    for (int i = 0; i < 8; i++) {
      words[i] = (address[2 * i] & 0xff) << 8 | address[2 * i + 1] & 0xff;
    }
    boolean isatap = (words[4] == 0 || words[4] == 0x0200) && words[5] == 0x5efe;
    if (words[0] >> 13 != 1 || isatap) {
      return false;
    }
    return switch (words[0]) {
      case 0x2001 -> words[1] >= 0x0200 && words[1] != 0x0db8;
      case 0x2002 -> false;
      case 0x2620 -> words[1] != 0x004f || words[2] != 0x8000;
      case 0x3fff -> words[1] >= 0x1000;
      default -> true;
    };
  }
}
