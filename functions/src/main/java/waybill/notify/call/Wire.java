package waybill.notify.call;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import waybill.platform.Time;

/**
 * One connection with an end. A socket's own time-out starts anew with every byte, so a watchdog
 * closes the raw socket when the exchange's time is over, whatever it is doing: connecting, shaking
 * hands, or reading a drop a second.
 */
final class Wire implements AutoCloseable {

  /** An answer, and a handshake with a long chain of certificates before it. */
  static final int BYTES_MAX = 96 * 1024;

  /** Of the addresses of a name: nobody makes us knock at a hundred doors. */
  static final int ADDRESSES_MAX = 4;

  private static final ScheduledThreadPoolExecutor WATCHDOG = watchdog();

  private final Time time;
  private final ScheduledFuture<?> alarm;
  private Socket raw;
  private String dialled = "";
  private boolean expired;

  Wire(Time time, Duration exchangeMax) {
    this.time = time;
    this.alarm = WATCHDOG.schedule(this::expire, exchangeMax.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static ScheduledThreadPoolExecutor watchdog() {
    var executor = new ScheduledThreadPoolExecutor(1, Daemon.named("callback-watchdog"));
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }

  /**
   * Connects to the first address that answers, of the first few. {@code connectMax} is for all of
   * them, and each has an equal part of what is left: one that is silent leaves time for the
   * others.
   */
  Socket connect(List<InetAddress> addresses, int port, Duration connectMax) throws IOException {
    long end = time.nanos() + connectMax.toNanos();
    IOException failure = new SocketTimeoutException("no connection within the time");
    int tries = Math.min(addresses.size(), ADDRESSES_MAX);
    for (int i = 0; i < tries; i++) {
      InetAddress address = addresses.get(i);
      long leftMs = (end - time.nanos()) / 1_000_000 / (tries - i);
      if (leftMs <= 0) {
        break;
      }
      try {
        Socket socket = open();
        dialled = address.getHostAddress();
        socket.connect(new InetSocketAddress(address, port), (int) leftMs);
        return socket;
      } catch (IOException e) {
        failure = e;
      }
    }
    throw failure;
  }

  /** The address that was dialled last, whether it answered or not; empty when none was. */
  String dialled() {
    return dialled;
  }

  /** TLS over the connection; the certificate must be for {@code host}, the name in the URL. */
  Socket secure(SSLSocketFactory tls, String host, int port) throws IOException {
    SSLSocket socket = (SSLSocket) tls.createSocket(raw, host, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    // Each further handshake that a server asks for costs as much as the first, and few bytes.
    socket.addHandshakeCompletedListener(again -> closeRaw());
    return socket;
  }

  synchronized boolean expired() {
    return expired;
  }

  /** Ends it without a farewell: a peer that does not read cannot hold us. */
  @Override
  public void close() {
    alarm.cancel(false);
    closeRaw();
  }

  private synchronized Socket open() throws IOException {
    closeRaw();
    if (expired) {
      throw new SocketTimeoutException("the exchange's time is over");
    }
    raw = new MeteredSocket();
    raw.setTcpNoDelay(true);
    return raw;
  }

  private synchronized void expire() {
    expired = true;
    closeRaw();
  }

  /** TLS reads through it too: a flood of empty records is no answer that could be too long. */
  private static final class MeteredSocket extends Socket {

    MeteredSocket() {
      super(Proxy.NO_PROXY);
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new MeteredStream(super.getInputStream(), BYTES_MAX, () -> {});
    }
  }

  private synchronized void closeRaw() {
    if (raw != null) {
      try {
        raw.close();
      } catch (IOException e) {
        // It is gone either way.
      }
    }
  }
}
