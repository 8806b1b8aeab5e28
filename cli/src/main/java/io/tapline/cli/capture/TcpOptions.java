package io.tapline.cli.capture;

import io.tapline.capture.v1.TcpSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The server whose byte stream is read. */
final class TcpOptions {
  private static final int MAX_PORT = 65_535;

  @Option(
      names = "--tcp",
      paramLabel = "HOST:PORT",
      description =
          "Server to connect to, again whenever the connection ends; its bytes are for handlers and"
              + " are not decoded. :PORT is on loopback.")
  @Nullable String server;

  boolean given() {
    return server != null;
  }

  TcpSource source(CommandLine line) {
    String text = server == null ? "" : server;
    int colon = text.lastIndexOf(':');
    int port = port(text.substring(colon + 1));
    if (colon < 0 || port == 0) {
      throw new ParameterException(
          line, "--tcp wants HOST:PORT, for example 10.0.0.7:8125, not '" + text + "'.");
    }
    return TcpSource.newBuilder().setHost(host(text.substring(0, colon))).setPort(port).build();
  }

  /** An IPv6 address without its brackets. */
  private static String host(String text) {
    return text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
  }

  /** 0 when it is none. */
  private static int port(String text) {
    int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
    return port <= MAX_PORT ? port : 0;
  }
}
