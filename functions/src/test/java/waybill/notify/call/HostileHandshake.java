package waybill.notify.call;

import static waybill.notify.call.Manners.dripsUnasked;
import static waybill.notify.call.Manners.floodsUnasked;
import static waybill.notify.call.Manners.resetsWhileReading;
import static waybill.notify.call.Manners.saysUnasked;
import static waybill.notify.call.Result.CONNECTION;
import static waybill.notify.call.Result.TIMEOUT;
import static waybill.notify.call.Result.TLS;

/** What a merchant's server may do where TLS is expected of it. */
enum HostileHandshake {
  SAYS_NOTHING(TIMEOUT, saysUnasked("")),
  HANGS_IN_A_RECORD(TIMEOUT, saysUnasked(Records.HANDSHAKE + "\2\0")),
  DRIPS_A_RECORD(TIMEOUT, dripsUnasked(Records.HANDSHAKE + "\2\0\77\0", "x")),
  DRIPS_EMPTY_HELLOS(TIMEOUT, dripsUnasked(Records.HANDSHAKE + "\2\0\177\377\3\3", "\0")),
  FLOODS_A_GREAT_HELLO(
      TLS, floodsUnasked("", Records.HANDSHAKE + "\2\377\377\377" + "x".repeat(16380))),
  FLOODS_EMPTY_RECORDS(TLS, floodsUnasked("", "\26\3\3\0\0")),
  FLOODS_WARNINGS(TLS, floodsUnasked("", "\25\3\3\0\2\1\132")),
  FLOODS_CIPHER_CHANGES(TLS, floodsUnasked("", "\24\3\3\0\1\1")),
  SENDS_A_FATAL_ALERT(TLS, saysUnasked("\25\3\3\0\2\2\50")),
  SENDS_A_GREAT_RECORD(TLS, saysUnasked("\26\3\3\377\377" + "x".repeat(70_000))),
  SPEAKS_HTTP(TLS, saysUnasked("HTTP/1.1 400 Bad\r\n\r\n")),
  SPEAKS_SSH(TLS, saysUnasked("SSH-2.0-OpenSSH_9.6\r\n")),
  SPEAKS_SSL_2(TLS, saysUnasked("\200\56\1\0\2" + "x".repeat(41))),
  HANGS_UP_AT_ONCE(TLS, (server, socket) -> socket.shutdownOutput()),
  RESETS_AT_ONCE(CONNECTION, resetsWhileReading(0)),
  RESETS_IN_THE_HELLO(CONNECTION, resetsWhileReading(20));

  final Result result;
  final Manners manners;

  HostileHandshake(Result result, Manners manners) {
    this.result = result;
    this.manners = manners;
  }

  /** How a record begins. */
  private static final class Records {
    /** Of 16 KiB. */
    static final String HANDSHAKE = "\26\3\3\100\0";
  }
}
