package io.tapline.cli.doctor;

import io.tapline.cli.output.Units;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What can be seen without a server, on this machine. */
final class LocalChecks {
  static final long FULL_BYTES = 128L << 20;
  static final long NEARLY_FULL_BYTES = 2L << 30;

  private static final int MIN_JAVA = 25;

  private static final Pattern MEMORY_SIZE =
      Pattern.compile("([1-9][0-9]{0,6})(m|mb|mib|g|gb|gib)", Pattern.CASE_INSENSITIVE);

  /** Bit of CAP_NET_RAW in the capability sets (capabilities(7)). */
  private static final int CAP_NET_RAW = 13;

  private LocalChecks() {}

  static Finding java() {
    int version = Runtime.version().feature();
    return version >= MIN_JAVA
        ? Finding.ok("java", Runtime.version().toString())
        : Finding.broken("java", Runtime.version().toString(), "install a JDK 25 or newer");
  }

  /** Whether what {@code tapline up} would take, or the default, fits into the machine. */
  static Finding memory(String wanted, long machineBytes) {
    Matcher size = MEMORY_SIZE.matcher(wanted);
    if (!size.matches()) {
      return Finding.broken(
          "memory",
          "TAPLINE_MEMORY is '" + wanted + "'",
          "write it as 512m, 1g or 2GB; `up` refuses it");
    }
    boolean gib = size.group(2).toLowerCase(Locale.ROOT).startsWith("g");
    long bytes = Long.parseLong(size.group(1)) << (gib ? 30 : 20);
    String found = "up takes %s of %s for everything".formatted(wanted, Units.bytes(machineBytes));
    return bytes > machineBytes / 2
        ? Finding.limited(
            "memory", found, "leave at least half to the system: `up --memory` or TAPLINE_MEMORY")
        : Finding.ok("memory", found);
  }

  /** Bytes of memory of this machine, or of the container. */
  static long machineMemory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Long.MAX_VALUE;
  }

  static Finding libpcap() {
    List<Path> places =
        List.of(
            Path.of("/usr/lib"),
            Path.of("/usr/lib64"),
            Path.of("/usr/lib/x86_64-linux-gnu"),
            Path.of("/usr/lib/aarch64-linux-gnu"),
            Path.of("/lib/x86_64-linux-gnu"),
            Path.of("/usr/local/lib"));
    return places.stream()
        .flatMap(LocalChecks::libpcapIn)
        .findFirst()
        .map(file -> Finding.ok("libpcap", file.toString()))
        .orElse(
            Finding.limited(
                "libpcap",
                "not found",
                "install it to capture live (package libpcap0.8); importing works without"));
  }

  static Finding captureRights() {
    try {
      String status = Files.readString(Path.of("/proc/self/status"));
      return mayCapture(status)
          ? Finding.ok("capture rights", "CAP_NET_RAW is there")
          : Finding.limited(
              "capture rights",
              "CAP_NET_RAW is missing",
              "to capture live run `sudo ./tapline up`, or give the JDK's java the capability"
                  + " (setcap cap_net_raw,cap_net_admin=eip)");
    } catch (IOException e) {
      return Finding.limited(
          "capture rights",
          "cannot be told on this system",
          "run it on Linux to capture live; importing works without");
    }
  }

  /** Whether {@code tapline up} could listen there; asked only while it does not run. */
  static Finding port(String check, int port, String option) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return Finding.ok(check, port + " is free");
    } catch (IOException e) {
      return Finding.broken(
          check,
          port + " is taken by another program",
          "end that (`ss -ltnp` names it), or choose another with `up " + option + " PORT`");
    }
  }

  static Finding disk(Path data) {
    Path existing = data.toAbsolutePath();
    while (existing.getParent() != null && Files.notExists(existing)) {
      existing = existing.getParent();
    }
    try {
      return disk(data, Files.getFileStore(existing).getUsableSpace());
    } catch (IOException e) {
      return Finding.broken("disk", data + ": " + e.getMessage(), "choose another with --data");
    }
  }

  static Finding disk(Path data, long freeBytes) {
    String found = Units.bytes(freeBytes) + " free for " + data;
    if (freeBytes < FULL_BYTES) {
      return Finding.broken(
          "disk", found, "free some space, or choose another place with `up --data`");
    }
    return freeBytes < NEARLY_FULL_BYTES
        ? Finding.limited("disk", found, "little room: free some space before importing much")
        : Finding.ok("disk", found);
  }

  /** Whether the effective capabilities in {@code /proc/self/status} hold CAP_NET_RAW. */
  static boolean mayCapture(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith("CapEff:"))
        .map(line -> Long.parseUnsignedLong(line.substring("CapEff:".length()).strip(), 16))
        .anyMatch(set -> (set >>> CAP_NET_RAW & 1) == 1);
  }

  private static Stream<Path> libpcapIn(Path directory) {
    if (!Files.isDirectory(directory)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> found =
          files.filter(file -> file.getFileName().toString().startsWith("libpcap.so")).toList();
      return found.stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }
}
