package waybill.notify.call;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;
import waybill.notify.call.PhaseWatch.Phase;
import waybill.platform.Platform;
import waybill.platform.Time;

/**
 * The client for the open internet, where a server may be slow, broken or hostile: one connection
 * and one request for each call, at most 10 s and 16 KiB of body, and only to addresses that {@link
 * AddressGuard} allows.
 */
public final class HttpMerchantClient implements MerchantClient {

  static final Limits CONTRACT = new Limits(Duration.ofSeconds(3), Duration.ofSeconds(10));

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVICE_UNAVAILABLE = 503;

  private final Time time;
  private final AddressGuard guard;
  private final SSLSocketFactory tls;
  private final Limits limits;

  public HttpMerchantClient(Platform platform) {
    this(
        platform.time(),
        new AddressGuard(platform.settings()),
        TlsSockets.trustingWhomTheJdkTrusts(),
        CONTRACT);
  }

  HttpMerchantClient(Time time, AddressGuard guard, SSLSocketFactory tls, Limits limits) {
    this.time = time;
    this.guard = guard;
    this.tls = tls;
    this.limits = limits;
  }

  /** How long connecting may take, and everything together. */
  record Limits(Duration connectMax, Duration exchangeMax) {}

  @Override
  public Answer call(Call call) {
    Attempted attempted = new Attempted(time);
    CallbackUrl url;
    try {
      url = CallbackUrl.parse(call.url());
    } catch (IllegalArgumentException e) {
      return failed(attempted, Result.FORBIDDEN_ADDRESS, "the URL " + e.getMessage());
    }
    try (Wire wire = new Wire(time, limits.exchangeMax())) {
      try {
        return exchange(url, call, wire, attempted);
      } catch (IOException | HttpException e) {
        return wire.expired()
            ? failed(attempted, Result.TIMEOUT, "the exchange's time is over")
            : failed(attempted, reason(e), e.getMessage());
      }
    } catch (AddressGuard.Forbidden e) {
      return failed(attempted, Result.FORBIDDEN_ADDRESS, e.getMessage());
    }
  }

  private Answer exchange(CallbackUrl url, Call call, Wire wire, Attempted attempted)
      throws IOException, HttpException, AddressGuard.Forbidden {
    Socket socket = connect(url, wire, attempted);
    attempted.watch.begin(Phase.FIRST_BYTE);
    Runnable firstByte = () -> attempted.watch.end(Phase.FIRST_BYTE);
    try (HttpExchange exchange = HttpExchange.on(socket, firstByte)) {
      exchange.post(url, call.headers(), call.body());
      int status = exchange.readHead();
      attempted.statusCode = OptionalInt.of(status);
      if (status < 200 || status > 299) {
        attempted.retryAfter = retryAfter(exchange, status);
        return refused(attempted, exchange.readWhatComes(Acknowledgement.LOG_MAX_BYTES));
      }
      return call.ack() == AckMode.STATUS
          ? ended(attempted, Result.ACKNOWLEDGED, "")
          : judge(exchange.readBody(Acknowledgement.BODY_MAX_BYTES + 1), attempted);
    }
  }

  private Socket connect(CallbackUrl url, Wire wire, Attempted attempted)
      throws IOException, AddressGuard.Forbidden {
    PhaseWatch watch = attempted.watch;
    watch.begin(Phase.DNS);
    List<InetAddress> addresses = guard.dialable(url);
    watch.end(Phase.DNS);
    watch.begin(Phase.CONNECT);
    Socket socket;
    try {
      socket = wire.connect(addresses, url.port(), limits.connectMax());
    } finally {
      attempted.remoteAddress = wire.dialled();
    }
    watch.end(Phase.CONNECT);
    if (!url.secure()) {
      return socket;
    }
    watch.begin(Phase.TLS);
    Socket secured = wire.secure(tls, url.host(), url.port());
    watch.end(Phase.TLS);
    return secured;
  }

  private Answer judge(byte[] body, Attempted attempted) {
    if (body.length > Acknowledgement.BODY_MAX_BYTES) {
      return failed(attempted, Result.REFUSED, "the body is over 16 KiB");
    }
    return Acknowledgement.isSuccess(body)
        ? ended(attempted, Result.ACKNOWLEDGED, "")
        : refused(attempted, body);
  }

  private Optional<Duration> retryAfter(HttpExchange exchange, int status) {
    return status == TOO_MANY_REQUESTS || status == SERVICE_UNAVAILABLE
        ? exchange.header("Retry-After").flatMap(value -> RetryAfter.parse(value, time.now()))
        : Optional.empty();
  }

  private static Result reason(Exception e) {
    if (e instanceof UnknownHostException) {
      return Result.DNS;
    }
    if (e instanceof SocketTimeoutException) {
      return Result.TIMEOUT;
    }
    if (e instanceof SSLException) {
      return Result.TLS;
    }
    boolean noHttp =
        e instanceof HttpException
            || e instanceof MeteredStream.TooLong
            || e instanceof MessageConstraintException
            || e instanceof MalformedChunkCodingException
                && !(e instanceof TruncatedChunkException);
    return noHttp ? Result.REFUSED : Result.CONNECTION;
  }

  private Answer refused(Attempted attempted, byte[] body) {
    return ended(attempted, Result.REFUSED, Acknowledgement.printable(body));
  }

  private Answer failed(Attempted attempted, Result result, String error) {
    String text = error == null ? "no reason given" : error;
    return ended(
        attempted, result, Acknowledgement.printable(text.getBytes(StandardCharsets.UTF_8)));
  }

  private Answer ended(Attempted attempted, Result result, String error) {
    return new Answer(
        result,
        attempted.startedAt,
        attempted.watch.totalMs(),
        attempted.watch.phases(),
        attempted.statusCode,
        error,
        attempted.remoteAddress,
        attempted.retryAfter);
  }

  /** How far a call came, kept for the log however it ends. */
  private static final class Attempted {

    private final Instant startedAt;
    private final PhaseWatch watch;
    private String remoteAddress = "";
    private OptionalInt statusCode = OptionalInt.empty();
    private Optional<Duration> retryAfter = Optional.empty();

    Attempted(Time time) {
      this.startedAt = time.now();
      this.watch = new PhaseWatch(time);
    }
  }
}
