package io.tapline.cli.flow;

import io.tapline.wire.protocol.ProtocolNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of protocols, and of ports as the machine has them; numbers where there are none. */
final class PrintNames {
  private static final Pattern SERVICE = Pattern.compile("(\\S+)\\s+(\\d+)/(tcp|udp)\\b.*");
  private static final Path SERVICES = Path.of("/etc/services");

  private final Map<String, String> services;
  private final boolean used;

  private PrintNames(boolean used, Map<String, String> services) {
    this.used = used;
    this.services = services;
  }

  /** Only numbers. */
  static PrintNames none() {
    return new PrintNames(false, Map.of());
  }

  /** Those of this machine. */
  static PrintNames ofMachine() {
    Map<String, String> services = new HashMap<>();
    try {
      for (String line : Files.readAllLines(SERVICES)) {
        Matcher service = SERVICE.matcher(line);
        if (service.matches()) {
          services.putIfAbsent(service.group(2) + "/" + service.group(3), service.group(1));
        }
      }
    } catch (IOException e) {
      services.clear(); // no list of services here: numbers
    }
    return new PrintNames(true, services);
  }

  String protocol(int number) {
    return used ? ProtocolNames.name(number) : "" + number;
  }

  String port(int number, int protocol) {
    String key = number + "/" + ProtocolNames.name(protocol);
    return services.getOrDefault(key, "" + number);
  }
}
