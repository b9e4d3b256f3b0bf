package waybill.notify.call;

import static waybill.notify.call.Manners.drips;
import static waybill.notify.call.Manners.floods;
import static waybill.notify.call.Manners.hangsAfter;
import static waybill.notify.call.Manners.resetsAfter;
import static waybill.notify.call.Manners.resetsWhileReading;
import static waybill.notify.call.Manners.says;
import static waybill.notify.call.Manners.saysUnasked;
import static waybill.notify.call.Result.ACKNOWLEDGED;
import static waybill.notify.call.Result.CONNECTION;
import static waybill.notify.call.Result.REFUSED;
import static waybill.notify.call.Result.TIMEOUT;

/**
 * What a merchant's server may do to us, and what must come of it: the result, the status if it
 * came so far, and whether the call ends by itself or at the deadline.
 */
enum HostileReceiver {
  DRIPS_ITS_STATUS_LINE(TIMEOUT, 0, Ends.AT_THE_DEADLINE, drips("HTTP/1.1 200 O", "K")),
  DRIPS_ITS_HEADERS(TIMEOUT, 0, Ends.AT_THE_DEADLINE, drips("HTTP/1.1 200 OK\r\n", "X: y\r\n")),
  DRIPS_ITS_BODY(TIMEOUT, 200, Ends.AT_THE_DEADLINE, drips("HTTP/1.1 200 OK\r\n\r\n", " ")),
  DRIPS_A_REFUSAL(REFUSED, 500, Ends.AT_THE_DEADLINE, drips("HTTP/1.1 500 No\r\n\r\n", "n")),
  DRIPS_CHUNKS(TIMEOUT, 200, Ends.AT_THE_DEADLINE, drips(Heads.CHUNKED, "1\r\ns\r\n")),
  DRIPS_INTERIM_ANSWERS(TIMEOUT, 0, Ends.AT_THE_DEADLINE, drips("HTTP/1.1 100", " ")),
  SAYS_NOTHING(TIMEOUT, 0, Ends.AT_THE_DEADLINE, hangsAfter("")),
  HANGS_IN_THE_STATUS_LINE(TIMEOUT, 0, Ends.AT_THE_DEADLINE, hangsAfter("HTTP/1.1 200")),
  HANGS_IN_THE_HEADERS(TIMEOUT, 0, Ends.AT_THE_DEADLINE, hangsAfter("HTTP/1.1 200 OK\r\nX: y")),
  HANGS_IN_THE_BODY(TIMEOUT, 200, Ends.AT_THE_DEADLINE, hangsAfter(Heads.LENGTH + "9\r\n\r\nsuc")),
  HANGS_AFTER_ITS_HEADERS(
      AckMode.STATUS, ACKNOWLEDGED, 200, hangsAfter(Heads.LENGTH + "9\r\n\r\n")),

  FLOODS_EMPTY_LINES(REFUSED, 0, floods("", "\r\n")),
  FLOODS_ITS_STATUS_LINE(REFUSED, 0, floods("HTTP/1.1 200 ", "O")),
  FLOODS_HEADERS(REFUSED, 0, floods("HTTP/1.1 200 OK\r\n", "X: y\r\n")),
  FLOODS_LONG_HEADERS(REFUSED, 0, floods("HTTP/1.1 200 OK\r\n", Heads.LONG)),
  SENDS_36_KIB_OF_HEADERS(
      AckMode.STATUS, REFUSED, 0, says("HTTP/1.1 200 OK\r\n" + Heads.LONG.repeat(9) + "\r\n")),
  SENDS_65_HEADERS(
      AckMode.STATUS, REFUSED, 0, says("HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(65) + "\r\n")),
  SENDS_A_HEADER_OF_9_KB(
      AckMode.STATUS, REFUSED, 0, says("HTTP/1.1 200 OK\r\nX: " + "y".repeat(9_000) + "\r\n\r\n")),
  FLOODS_ONE_HEADER(REFUSED, 0, floods("HTTP/1.1 200 OK\r\nX: ", "y")),
  FLOODS_A_FOLDED_HEADER(REFUSED, 0, floods("HTTP/1.1 200 OK\r\nX: y\r\n", " y\r\n")),
  FLOODS_COOKIES(REFUSED, 0, floods("HTTP/1.1 200 OK\r\n", "Set-Cookie: a=b\r\n")),
  FLOODS_INTERIM_ANSWERS(REFUSED, 0, floods("", "HTTP/1.1 103 Hints\r\n\r\n")),
  FLOODS_CONTINUE(AckMode.STATUS, REFUSED, 0, floods("", "HTTP/1.1 100 Continue\r\n\r\n")),
  SENDS_MANY_HINTS(
      AckMode.STATUS, REFUSED, 0, says("HTTP/1.1 103 Hints\r\n\r\n".repeat(50) + Heads.OK)),
  FLOODS_ITS_BODY(REFUSED, 200, floods("HTTP/1.1 200 OK\r\n\r\n", "success")),
  FLOODS_A_GREAT_LENGTH(REFUSED, 200, floods(Heads.LENGTH + "9223372036854775807\r\n\r\n", "x")),
  FLOODS_AN_ACKNOWLEDGEMENT(
      AckMode.STATUS, ACKNOWLEDGED, 200, floods("HTTP/1.1 200 OK\r\n\r\n", "x")),
  FLOODS_A_REFUSAL(REFUSED, 500, floods("HTTP/1.1 500 No\r\n\r\n", "no ")),
  FLOODS_CHUNKS(REFUSED, 200, floods(Heads.CHUNKED, "1\r\ns\r\n")),
  FLOODS_ONE_CHUNK(REFUSED, 200, floods(Heads.CHUNKED + "7fffffffffffffff\r\n", "s")),
  FLOODS_A_CHUNKS_EXTENSION(REFUSED, 200, floods(Heads.CHUNKED + "1;", "x")),
  FLOODS_TRAILERS(REFUSED, 200, floods(Heads.CHUNKED + "1\r\ns\r\n0\r\n", "X: y\r\n")),

  RESETS_AT_ONCE(CONNECTION, 0, resetsWhileReading(0)),
  RESETS_IN_THE_REQUEST(CONNECTION, 0, resetsWhileReading(20)),
  RESETS_AFTER_THE_REQUEST(CONNECTION, 0, resetsAfter("")),
  RESETS_IN_THE_STATUS_LINE(CONNECTION, 0, resetsAfter("HTTP/1.1 2")),
  RESETS_AFTER_THE_STATUS_LINE(CONNECTION, 0, resetsAfter("HTTP/1.1 200 OK\r\n")),
  RESETS_IN_THE_HEADERS(CONNECTION, 0, resetsAfter("HTTP/1.1 200 OK\r\nX: y\r\nContent-")),
  RESETS_AFTER_THE_HEADERS(CONNECTION, 200, resetsAfter(Heads.LENGTH + "7\r\n\r\n")),
  RESETS_IN_THE_BODY(CONNECTION, 200, resetsAfter(Heads.LENGTH + "7\r\n\r\nsucc")),
  RESETS_IN_A_CHUNK(CONNECTION, 200, resetsAfter(Heads.CHUNKED + "7\r\nsucc")),
  HANGS_UP_AT_ONCE(CONNECTION, 0, (server, socket) -> {}),
  HANGS_UP_AFTER_THE_REQUEST(CONNECTION, 0, says("")),
  HANGS_UP_AFTER_THE_STATUS_LINE(AckMode.STATUS, CONNECTION, 0, says("HTTP/1.1 200 OK\r\n")),
  HANGS_UP_IN_THE_HEADERS(AckMode.STATUS, CONNECTION, 0, says("HTTP/1.1 200 OK\r\nX: y\r\n")),
  HANGS_UP_IN_THE_BODY(CONNECTION, 200, says(Heads.LENGTH + "8\r\n\r\nsuccess")),
  HANGS_UP_IN_THE_CHUNKS(CONNECTION, 200, says(Heads.CHUNKED + "7\r\nsuccess\r\n")),

  HANGS_UP_IN_THE_LAST_CHUNK(CONNECTION, 200, says(Heads.CHUNKED + "7\r\nsuccess\r\n0")),
  HANGS_UP_AFTER_THE_LAST_CHUNK(CONNECTION, 200, says(Heads.CHUNKED + "7\r\nsuccess\r\n0\r\n")),

  IS_NO_HTTP(REFUSED, 0, says("SSH-2.0-OpenSSH_9.6\r\n\r\n")),
  SPEAKS_HTTP_0_9(REFUSED, 0, says("<html>success</html>\r\n")),
  SPEAKS_HTTP_2(REFUSED, 0, floods("\0\0\22\4\0\0\0\0\0", "\0\3\0\0\0\200")),
  SPEAKS_A_LATER_HTTP(REFUSED, 0, says("HTTP/3.0 200 OK\r\n\r\nsuccess")),
  HAS_A_WORD_FOR_A_STATUS(REFUSED, 0, says("HTTP/1.1 abc OK\r\n\r\n")),
  HAS_A_NEGATIVE_STATUS(REFUSED, 0, says("HTTP/1.1 -200 OK\r\n\r\n")),
  HAS_A_STATUS_OF_ZERO(REFUSED, 0, says("HTTP/1.1 000 OK\r\n\r\n")),
  HAS_A_NEGATIVE_VERSION(REFUSED, 0, says("HTTP/-1.1 200 OK\r\n\r\n")),
  HAS_A_GREAT_STATUS(REFUSED, 0, says("HTTP/1.1 99999999999 OK\r\n\r\n")),
  HAS_A_HEADER_WITHOUT_A_NAME(REFUSED, 0, says("HTTP/1.1 200 OK\r\n: y\r\n\r\n")),
  SWITCHES_PROTOCOLS(REFUSED, 101, hangsAfter("HTTP/1.1 101 Switch\r\nUpgrade: h2c\r\n\r\n")),
  HAS_A_NEGATIVE_LENGTH(REFUSED, 200, says(Heads.LENGTH + "-7\r\n\r\nsuccess")),
  HAS_A_WORD_FOR_A_LENGTH(REFUSED, 200, says(Heads.LENGTH + "seven\r\n\r\nsuccess")),
  HAS_TWO_LENGTHS(REFUSED, 200, says(Heads.LENGTH + "7\r\nContent-Length: 8\r\n\r\nsuccess")),
  HAS_A_NEGATIVE_CHUNK(REFUSED, 200, says(Heads.CHUNKED + "-7\r\nsuccess\r\n0\r\n\r\n")),
  HAS_A_GREAT_CHUNK(REFUSED, 200, says(Heads.CHUNKED + "fffffffffffffffff\r\nsuccess")),
  HAS_A_WORD_FOR_A_CHUNK(REFUSED, 200, says(Heads.CHUNKED + "seven\r\nsuccess\r\n")),
  HAS_AN_UNKNOWN_CODING(
      REFUSED, 200, says("HTTP/1.1 200 OK\r\nTransfer-Encoding: br\r\n\r\nsuccess")),
  SENDS_A_GZIP_BOMB(REFUSED, 200, says(Heads.GZIP + Bombs.gzip(" ", 64 << 20, "success"))),
  SENDS_AN_ACKNOWLEDGEMENT_IN_GZIP(REFUSED, 200, says(Heads.GZIP + Bombs.gzip("", 0, "success"))),
  SENDS_DEEP_JSON(REFUSED, 200, says("HTTP/1.1 200 OK\r\n\r\n" + "{\"a\":".repeat(3_000))),
  SENDS_BROKEN_UTF_8(
      REFUSED, 500, says("HTTP/1.1 500 No\r\n\r\n" + "\377\300\200\355".repeat(999))),
  SENDS_TERMINAL_ESCAPES(
      REFUSED, 500, says("HTTP/1.1 500 No\r\n\r\n\33]0;x\7\33[2J\0\0\u0009\302\233m \r\n ok")),
  SENDS_ESCAPES_FOR_A_STATUS(REFUSED, 0, says("\33[2J\0 \7\r\n\r\n")),

  ANSWERS_UNASKED(AckMode.STATUS, ACKNOWLEDGED, 200, saysUnasked("HTTP/1.1 200 OK\r\n\r\n")),
  REFUSES_UNASKED(REFUSED, 413, saysUnasked("HTTP/1.1 413 No\r\nContent-Length: 0\r\n\r\n")),
  REDIRECTS_TO_ITSELF(REFUSED, 302, says("HTTP/1.1 302 Go\r\nLocation: /cb\r\n\r\n")),
  REDIRECTS_TO_METADATA(
      REFUSED, 307, says("HTTP/1.1 307 Go\r\nLocation: http://169.254.169.254/\r\n\r\n")),
  ASKS_FOR_A_PASSWORD(
      REFUSED, 401, says("HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=x\r\n\r\n")),
  SETS_MANY_COOKIES(
      AckMode.STATUS,
      ACKNOWLEDGED,
      200,
      says("HTTP/1.1 200 OK\r\n" + "Set-Cookie: a=b\r\n".repeat(60) + "\r\n"));

  final AckMode ack;
  final Result result;
  final int status;
  final Ends ends;
  final Manners manners;

  /** In the mode in which the whole answer is read. */
  HostileReceiver(Result result, int status, Manners manners) {
    this(AckMode.BODY, result, status, Ends.BY_ITSELF, manners);
  }

  HostileReceiver(Result result, int status, Ends ends, Manners manners) {
    this(AckMode.BODY, result, status, ends, manners);
  }

  HostileReceiver(AckMode ack, Result result, int status, Manners manners) {
    this(ack, result, status, Ends.BY_ITSELF, manners);
  }

  HostileReceiver(AckMode ack, Result result, int status, Ends ends, Manners manners) {
    this.ack = ack;
    this.result = result;
    this.status = status;
    this.ends = ends;
    this.manners = manners;
  }

  enum Ends {
    BY_ITSELF,
    AT_THE_DEADLINE
  }

  /** How an answer begins. */
  private static final class Heads {
    static final String OK = "HTTP/1.1 200 OK\r\n\r\n";
    static final String LENGTH = "HTTP/1.1 200 OK\r\nContent-Length: ";
    static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    static final String GZIP = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n";
    static final String LONG = "X: " + "y".repeat(4_000) + "\r\n";
  }
}
