package io.tapline.cli.packets;

import io.tapline.capture.v1.PacketEndpoint;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ends of packets as people write them: an address, with a port or without one. */
final class EndpointText {
  private static final int MAX_PORT = 65_535;

  private static final Pattern FORM =
      Pattern.compile("(?:\\[([^\\[\\]]+)\\]|([^:\\[\\]]+))(?::(\\d{1,5}))?");

  private EndpointText() {}

  /**
   * Reads {@code 10.0.0.5}, {@code 10.0.0.5:443}, {@code 2001:db8::1} or {@code [2001:db8::1]:443}.
   * Empty when it is none of these; whether the address is one is for the server to say.
   */
  static Optional<PacketEndpoint> parse(String text) {
    if (text.indexOf(':') != text.lastIndexOf(':') && !text.startsWith("[")) {
      return Optional.of(PacketEndpoint.newBuilder().setAddress(text).build());
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    String address = form.group(1) == null ? form.group(2) : form.group(1);
    int port = port(form.group(3));
    return port < 0
        ? Optional.empty()
        : Optional.of(PacketEndpoint.newBuilder().setAddress(address).setPort(port).build());
  }

  /** 0 where there is none; negative when it cannot be one. */
  private static int port(@Nullable String text) {
    int port = text == null ? 0 : Integer.parseInt(text);
    return text != null && (port == 0 || port > MAX_PORT) ? -1 : port;
  }
}
