package waybill.notify.call;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.io.CloseMode;

/**
 * One HTTP/1.1 request and its answer on a connection that is made for them. What a full client may
 * do by itself (redirects, second tries, cookies, compression, upgrades) is not switched off here:
 * it does not exist.
 */
final class HttpExchange extends DefaultBHttpClientConnection {

  static final int HEADER_LINE_MAX_BYTES = 8 * 1024;
  static final int HEADERS_MAX = 64;

  /** 16 KiB of body, and as much again for everything around it: endless chunks end here. */
  static final int ANSWER_MAX_BYTES = 32 * 1024;

  private static final int BUFFER_BYTES = 2 * 1024;
  private static final int INTERIM_ANSWERS_MAX = 8;
  private static final int FIRST_FINAL_STATUS = 200;
  private static final int SWITCHING_PROTOCOLS = 101;

  private static final Http1Config LIMITS =
      Http1Config.custom()
          .setBufferSize(BUFFER_BYTES)
          .setMaxLineLength(HEADER_LINE_MAX_BYTES)
          .setMaxHeaderCount(HEADERS_MAX)
          .build();

  private final MeteredStream in;
  private ClassicHttpResponse answer;

  private HttpExchange(MeteredStream in) {
    // The parser of heads goes by its own limits, unless it is given ours.
    super(LIMITS, null, null, null, null, null, new DefaultHttpResponseParserFactory(LIMITS));
    this.in = in;
  }

  /** {@code onBytes} is told whenever something of the answer arrives. */
  static HttpExchange on(Socket socket, Runnable onBytes) throws IOException {
    MeteredStream in = new MeteredStream(socket.getInputStream(), ANSWER_MAX_BYTES, onBytes);
    HttpExchange exchange = new HttpExchange(in);
    exchange.bind(new MeteredSocket(socket, in));
    return exchange;
  }

  void post(CallbackUrl url, Map<String, String> headers, String body)
      throws IOException, HttpException {
    // As it stands: a target that begins with two slashes would be taken for a host and a path.
    var request = new BasicClassicHttpRequest("POST", null, null, url.target());
    request.addHeader("Host", url.hostHeader());
    headers.forEach(request::addHeader);
    request.addHeader("Content-Length", body.getBytes(StandardCharsets.UTF_8).length);
    request.addHeader("Connection", "close");
    request.addHeader("Accept-Encoding", "identity");
    request.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
    sendRequestHeader(request);
    sendRequestEntity(request);
    flush();
  }

  /** Reads up to the end of the headers of the final answer; its status. */
  int readHead() throws IOException, HttpException {
    int interim = 0;
    do {
      if (interim++ > INTERIM_ANSWERS_MAX) {
        throw new HttpException("too many interim answers");
      }
      answer = nextHead();
      if (in.hasEnded()) {
        // The parser takes an end for the empty line, and so half a head for a whole one.
        throw new ConnectionClosedException("the answer ended within its headers");
      }
    } while (answer.getCode() < FIRST_FINAL_STATUS && answer.getCode() != SWITCHING_PROTOCOLS);
    return answer.getCode();
  }

  private ClassicHttpResponse nextHead() throws IOException, HttpException {
    try {
      return receiveResponseHeader();
    } catch (IllegalArgumentException e) {
      throw new HttpException("the answer has no HTTP head", e);
    }
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(answer.getFirstHeader(name)).map(Header::getValue);
  }

  /** At most {@code maxBytes} of the body; fewer only if it is shorter. */
  byte[] readBody(int maxBytes) throws IOException, HttpException {
    byte[] bytes = body().readNBytes(maxBytes);
    if (answer.getEntity() != null && answer.getEntity().isChunked() && in.hasEnded()) {
      // The parser takes an end for the empty line after the last chunk, and half a size for 0.
      throw new ConnectionClosedException("the answer ended within its chunks");
    }
    return bytes;
  }

  /** What arrives of the first {@code maxBytes} of the body, also when it is broken off. */
  byte[] readWhatComes(int maxBytes) {
    byte[] bytes = new byte[maxBytes];
    int count = 0;
    try {
      InputStream body = body();
      int more = 0;
      while (more >= 0 && count < maxBytes) {
        count += more;
        more = body.read(bytes, count, maxBytes - count);
      }
    } catch (IOException | HttpException e) {
      // So much came.
    }
    return Arrays.copyOf(bytes, count);
  }

  private InputStream body() throws IOException, HttpException {
    if (!MessageSupport.canResponseHaveBody("POST", answer)
        || answer.getCode() == SWITCHING_PROTOCOLS) {
      return InputStream.nullInputStream();
    }
    receiveResponseEntity(answer);
    return answer.getEntity().getContent();
  }

  @Override
  public void close() {
    close(CloseMode.IMMEDIATE);
  }

  /** Hands out the metered stream in place of its own. */
  private static final class MeteredSocket extends SocketHolder {

    private final MeteredStream in;

    MeteredSocket(Socket socket, MeteredStream in) {
      super(socket);
      this.in = in;
    }

    @Override
    protected InputStream getInputStream(Socket socket) {
      return in;
    }
  }
}
