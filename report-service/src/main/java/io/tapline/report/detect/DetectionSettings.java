package io.tapline.report.detect;

import io.tapline.report.ReportConfig;
import io.tapline.report.blocklist.Blocklists;
import io.tapline.report.rule.Amplification;
import io.tapline.report.rule.Beaconing;
import io.tapline.report.rule.BlocklistHits;
import io.tapline.report.rule.BruteForce;
import io.tapline.report.rule.Detection;
import io.tapline.report.rule.HostScan;
import io.tapline.report.rule.Networks;
import io.tapline.report.rule.NewServer;
import io.tapline.report.rule.PortScan;
import io.tapline.report.rule.SynFlood;
import io.tapline.report.rule.UnusualVolume;
import io.tapline.wire.address.IpPrefix;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Makes the detections from their settings; a setting that cannot be is refused with its key. */
final class DetectionSettings {
  private static final String PREFIX = "tapline.report.detections.";
  private static final Duration DAY = Duration.ofDays(1);
  static final int MAX_NETWORKS = 20;
  static final int MAX_PORTS = 48;
  static final int MAX_SERVICES = 48;

  private final ReportConfig.Detections settings;
  private final Supplier<Blocklists> blocklists;

  DetectionSettings(ReportConfig.Detections settings, Supplier<Blocklists> blocklists) {
    this.settings = settings;
    this.blocklists = blocklists;
  }

  /** All there are, in the order of docs/detections.md. */
  List<Detection> detections() {
    Duration window = wholeSeconds("window", settings.window());
    List<Detection> all =
        List.of(
            new HostScan(window, settings.hostScanServers()),
            new PortScan(window, settings.portScanPorts(), settings.portScanHighestPort()),
            synFlood(window),
            new BruteForce(window, sessions()),
            amplification(window),
            beaconing(),
            unusualVolume(),
            newServer(),
            new BlocklistHits(window, blocklists));
    requireKnown(all);
    return all;
  }

  /** Those that run by themselves. */
  List<Detection> running(List<Detection> all) {
    return all.stream()
        .filter(one -> settings.off().stream().noneMatch(off -> off.contains(one.profile().name())))
        .toList();
  }

  private void requireKnown(List<Detection> all) {
    List<String> names = all.stream().map(one -> one.profile().name()).toList();
    settings.off().stream()
        .flatMap(off -> off.stream())
        .filter(name -> !names.contains(name))
        .forEach(
            name -> {
              throw invalid("off", "there is no detection " + name);
            });
  }

  private Detection synFlood(Duration window) {
    ReportConfig.SynFlood of = settings.synFlood();
    return new SynFlood(window, of.halfOpen(), of.timesUsed());
  }

  private Detection amplification(Duration window) {
    ReportConfig.Amplification of = settings.amplification();
    atLeastOne("amplification.factor", of.factor());
    atLeastOne("amplification.packet-bytes", of.packetBytes());
    atMost("amplification.ports", of.ports().size(), MAX_PORTS);
    return new Amplification(window, of.ports(), of.bytes(), of.factor(), of.packetBytes());
  }

  private Detection beaconing() {
    ReportConfig.Beaconing of = settings.beaconing();
    Duration window = wholeSeconds("beaconing.window", of.window());
    wholeSeconds("beaconing.shortest-interval", of.shortestInterval());
    if (window.toSeconds() % Beaconing.PARTS != 0) {
      throw invalid("beaconing.window", "six must divide its seconds: " + window);
    }
    return new Beaconing(
        window,
        networks(),
        new Beaconing.Limits(
            of.connections(), of.shortestInterval(), of.percent(), of.clients(), of.bytes()));
  }

  private Detection unusualVolume() {
    ReportConfig.UnusualVolume of = settings.unusualVolume();
    atLeastOne("unusual-volume.times", of.times());
    atLeastOne("unusual-volume.windows", of.windows());
    return new UnusualVolume(
        wholeSeconds("unusual-volume.window", of.window()),
        networks(),
        new UnusualVolume.Limits(of.bytes(), of.times(), of.history(), of.windows()));
  }

  private Detection newServer() {
    ReportConfig.NewServer of = settings.newServer();
    Duration window = wholeSeconds("new-server.window", of.window());
    if (DAY.toSeconds() % window.toSeconds() != 0) {
      throw invalid("new-server.window", "it must divide a day: " + window);
    }
    return new NewServer(
        window,
        networks(),
        new NewServer.Limits(of.connections(), of.history(), of.leastHistory()));
  }

  private Networks networks() {
    atMost("networks", settings.networks().size(), MAX_NETWORKS);
    for (String prefix : settings.networks()) {
      try {
        IpPrefix.parse(prefix);
      } catch (IllegalArgumentException e) {
        throw invalid("networks", String.valueOf(e.getMessage()));
      }
    }
    return new Networks(settings.networks());
  }

  private Map<String, Integer> sessions() {
    Map<String, Integer> sessions = new TreeMap<>();
    atMost("brute-force.sessions", settings.bruteForce().sessions().size(), MAX_SERVICES);
    for (String entry : settings.bruteForce().sessions()) {
      int colon = entry.indexOf(':');
      String count = entry.substring(colon + 1);
      if (colon < 1 || !count.matches("[1-9][0-9]{0,8}")) {
        throw invalid("brute-force.sessions", "`" + entry + "` is not `service:sessions`");
      }
      sessions.put(entry.substring(0, colon), Integer.parseInt(count));
    }
    return sessions;
  }

  private static Duration wholeSeconds(String key, Duration window) {
    if (window.toSeconds() < 1 || window.toNanosPart() != 0) {
      throw invalid(key, "it must be whole seconds, at least 1 s: " + window);
    }
    return window;
  }

  private static void atLeastOne(String key, int value) {
    if (value < 1) {
      throw invalid(key, "it must be at least 1: " + value);
    }
  }

  /** More would not fit the filters of the log, beside a key and what else is asked. */
  private static void atMost(String key, int count, int most) {
    if (count > most) {
      throw invalid(key, "at most %d, not %d".formatted(most, count));
    }
  }

  private static IllegalArgumentException invalid(String key, String why) {
    return new IllegalArgumentException(PREFIX + key + ": " + why);
  }
}
