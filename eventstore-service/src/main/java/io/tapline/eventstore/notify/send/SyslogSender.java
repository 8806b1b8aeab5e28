package io.tapline.eventstore.notify.send;

import io.tapline.eventstore.notify.channel.Certificates;
import io.tapline.eventstore.notify.channel.Channel.Route;
import io.tapline.eventstore.notify.channel.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Syslog by TLS (RFC 5425), TCP (RFC 6587, octet counting) or UDP (RFC 5426). A connection is used
 * for all messages of a sender.
 */
final class SyslogSender implements Sender {
  /** To connect, to agree on TLS, and to write. */
  static final int STEPS = 3;

  /** What a datagram carries without fragments over IPv6, and every receiver takes. */
  static final int MAX_DATAGRAM = 1_180;

  private static final Logger LOG = Logger.getLogger(SyslogSender.class);

  private final Route route;
  private final int timeoutMillis;
  private final SyslogText text;
  private final SyslogMetrics metrics;
  private @Nullable Socket connection;

  /** What the connection lies on; itself where there is no TLS. */
  private Socket plain = new Socket();

  SyslogSender(Route route, Duration timeout, SyslogText text, SyslogMetrics metrics) {
    this.route = route;
    this.timeoutMillis = (int) timeout.toMillis();
    this.text = text;
    this.metrics = metrics;
  }

  @Override
  public String send(Outgoing message) {
    if (route.target().isPlaintext() && !route.mayBePlaintext()) {
      throw new DeliveryFailure(false, "the channel does not allow syslog without TLS");
    }
    try {
      if (route.target().scheme().equals("udp")) {
        datagram(text.datagram(message, MAX_DATAGRAM));
      } else {
        write(text.message(message));
      }
      return "";
    } catch (IOException | GeneralSecurityException e) {
      close();
      throw DeliveryFailure.passing(e);
    }
  }

  private void datagram(SyslogText.Datagram datagram) throws IOException {
    byte[] bytes = datagram.bytes();
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(bytes, bytes.length, address(route.target())));
    }
    metrics.sent(datagram);
  }

  private void write(byte[] message) throws IOException, GeneralSecurityException {
    OutputStream out = connected().getOutputStream();
    byte[] length = (message.length + " ").getBytes(StandardCharsets.US_ASCII);
    byte[] frame = new byte[length.length + message.length];
    System.arraycopy(length, 0, frame, 0, length.length);
    System.arraycopy(message, 0, frame, length.length, message.length);
    Thread watch = Thread.ofVirtual().start(this::closeInTime);
    try {
      out.write(frame);
      out.flush();
    } finally {
      watch.interrupt();
    }
  }

  /**
   * A socket has no timeout of its own for a receiver that stops reading. Closes what is below TLS,
   * which would wait for the write.
   */
  private void closeInTime() {
    try {
      Thread.sleep(timeoutMillis);
      plain.close();
    } catch (InterruptedException written) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.debugf(e, "The connection to %s could not be closed", route.target());
    }
  }

  private Socket connected() throws IOException, GeneralSecurityException {
    if (connection == null) {
      connection = connect(route.target());
    }
    return connection;
  }

  private Socket connect(Target target) throws IOException, GeneralSecurityException {
    plain = new Socket();
    try {
      plain.connect(address(target), timeoutMillis);
      plain.setSoTimeout(timeoutMillis);
      return target.scheme().equals("tls") ? secured(target) : plain;
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  /** The certificate must be one for the host that was asked for. */
  private Socket secured(Target target) throws IOException, GeneralSecurityException {
    SSLSocket socket =
        (SSLSocket)
            Certificates.tls(route.caCertificates())
                .getSocketFactory()
                .createSocket(plain, target.address(), target.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static InetSocketAddress address(Target target) {
    return new InetSocketAddress(target.address(), target.port());
  }

  @Override
  public void close() {
    Socket open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        throw DeliveryFailure.passing(e);
      }
    }
  }
}
