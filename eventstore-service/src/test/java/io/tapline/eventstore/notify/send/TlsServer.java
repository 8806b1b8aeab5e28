package io.tapline.eventstore.notify.send;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** A TLS server on loopback whose certificate is one for localhost; keeps what it is sent. */
final class TlsServer implements AutoCloseable {
  private static final String PASSWORD = "password";

  private final SSLServerSocket listener;
  private final String certificate;
  private final BlockingQueue<String> received = new ArrayBlockingQueue<>(10);

  private TlsServer(SSLServerSocket listener, String certificate) {
    this.listener = listener;
    this.certificate = certificate;
  }

  static TlsServer start() throws Exception {
    KeyStore keys = keys();
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    SSLServerSocket listener =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    String pem =
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(keys.getCertificate("server").getEncoded())
            + "\n-----END CERTIFICATE-----\n";
    TlsServer server = new TlsServer(listener, pem);
    Thread.ofVirtual().start(server::listen);
    return server;
  }

  /** Made by the keytool of the JDK: Java itself has no way to make a certificate. */
  private static KeyStore keys() throws Exception {
    Path file = Files.createTempDirectory("tls").resolve("keys.p12");
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process made =
        new ProcessBuilder(
                tool,
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (made.waitFor() != 0) {
      throw new IOException(said);
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  private void listen() {
    while (!listener.isClosed()) {
      try (Socket socket = listener.accept()) {
        String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!text.isEmpty()) {
          received.add(text);
        }
      } catch (IOException e) {
        // a client that does not trust us, or the end
      }
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  /** PEM. */
  String certificate() {
    return certificate;
  }

  /** What the next connection carried. */
  String received() throws InterruptedException {
    String text = received.poll(30, TimeUnit.SECONDS);
    if (text == null) {
      throw new AssertionError("nothing was received");
    }
    return text;
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
