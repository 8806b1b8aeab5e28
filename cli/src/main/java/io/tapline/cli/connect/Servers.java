package io.tapline.cli.connect;

import io.tapline.cli.CliException;
import io.tapline.cli.ExitCode;
import io.tapline.cli.output.Printable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the services are: all of them at one address, or each at its own.
 *
 * @param addresses {@code host:port} by service, with {@code https://} before it where it was
 *     written so; a service that was not named has none
 * @param several whether each has its own
 */
public record Servers(Map<String, String> addresses, boolean several) {
  private static final List<String> SERVICES =
      List.of("capture", "flowlog", "report", "eventstore");

  /**
   * Reads {@code host:port} or {@code capture=host:port,flowlog=host:port}.
   *
   * @throws CliException USAGE
   */
  public static Servers parse(String option) {
    Map<String, String> addresses = new LinkedHashMap<>();
    if (option.indexOf('=') < 0) {
      SERVICES.forEach(service -> addresses.put(service, checked(option, option)));
      return new Servers(addresses, false);
    }
    for (String part : option.split(",", -1)) {
      int equals = part.indexOf('=');
      String service = part.substring(0, Math.max(0, equals));
      String address = checked(part.substring(equals + 1), option);
      if (!SERVICES.contains(service) || addresses.put(service, address) != null) {
        throw wrong(option);
      }
    }
    return new Servers(addresses, true);
  }

  /** Where a service is; empty when nobody said. */
  public Optional<String> addressOf(String service) {
    return Optional.ofNullable(addresses.get(service));
  }

  private static String checked(String address, String option) {
    if (ServerAddress.parse(address).isEmpty()) {
      throw wrong(option);
    }
    return address;
  }

  private static CliException wrong(String option) {
    return new CliException(
        ExitCode.USAGE,
        "--server wants HOST:PORT, for example localhost:9000 or https://tapline.example.org:9000, or one for each service (%s), for example capture=localhost:9001,flowlog=localhost:9002, not '%s'."
            .formatted(String.join(", ", SERVICES), Printable.of(option)));
  }
}
