package io.tapline.report;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Settings of the report service, prefix {@code tapline.report}. */
@ConfigMapping(prefix = "tapline.report")
public interface ReportConfig {
  /** How long one answer of flowlog or the event store is waited for. */
  @WithDefault("20s")
  Duration timeout();

  /** What the detections look at and when. */
  Detections detections();

  /** Settings of the detections. */
  interface Detections {
    /** Whether detections run by themselves; asked for over gRPC they always run. */
    @WithDefault("true")
    boolean enabled();

    /** How often the log is asked what changed. */
    @WithDefault("2s")
    Duration every();

    /** Width of the windows, at least 1 s; windows are aligned to 1970-01-01T00:00:00Z. */
    @WithDefault("5m")
    Duration window();

    /** Names of detections that do not run by themselves; asked for by name they run. */
    Optional<Set<String>> off();

    /** Rules of what is not worth an event; in the all-in-one {@code report/suppressions}. */
    Optional<Path> suppressionFile();

    /** Networks whose hosts are ours. */
    @WithDefault("10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,100.64.0.0/10,fc00::/7")
    List<String> networks();

    /** Distinct servers from which a client is a host scanner. */
    @WithDefault("15")
    int hostScanServers();

    /** Distinct ports of one server from which a client is a port scanner. */
    @WithDefault("20")
    int portScanPorts();

    /** Ports above it do not count for a port scan. */
    @WithDefault("65535")
    int portScanHighestPort();

    /** Half-open connections to one port of a server. */
    SynFlood synFlood();

    /** Logins at one server again and again. */
    BruteForce bruteForce();

    /** UDP services that answer with more than they were asked for. */
    Amplification amplification();

    /** Calls at a steady rhythm. */
    Beaconing beaconing();

    /** More bytes than ever before. */
    UnusualVolume unusualVolume();

    /** Ports that did not answer before. */
    NewServer newServer();

    /** A window is looked at when every source that still delivers is this far beyond its end. */
    @WithDefault("10s")
    Duration lateness();

    /** Or when nothing in the window changed for this long. */
    @WithDefault("10s")
    Duration quiet();

    /**
     * Detections wait while sources hand over more than the log takes, until it was calm so long.
     */
    @WithDefault("2s")
    Duration calm();

    /**
     * Under lasting load detections run all the same, this long after the last run, or four times
     * as long as that took.
     */
    @WithDefault("60s")
    Duration longestWait();

    /** Events remembered as reported, so that they are not made again; the oldest go first. */
    @WithDefault("100000")
    int reportedEvents();

    /**
     * Where the detections' position in the log is kept; without it a restart looks at all again.
     */
    Optional<Path> stateFile();

    /** Windows looked at in one run; the rest waits for the next. */
    @WithDefault("8928")
    int windowsPerRun();

    /** Changed spans remembered; when there are more, neighbours are joined. */
    @WithDefault("10000")
    int pendingSpans();
  }

  /** Settings of {@code syn-flood}. */
  interface SynFlood {
    /** Half-open connections to one port of a server in a window. */
    @WithDefault("1000")
    int halfOpen();

    /** They must be so many times the connections that went on. */
    @WithDefault("2")
    int timesUsed();
  }

  /** Settings of {@code brute-force}. */
  interface BruteForce {
    /** Short sessions of one client with one server in a window, by service: {@code ssh:20}. */
    @WithDefault(
        "ssh:20,telnet:20,ftp:30,rdp:20,vnc:20,smb:60,imap:60,imaps:60,pop3:60,pop3s:60"
            + ",submission:60,submissions:60,mysql:300,postgresql:300,ms-sql-s:300")
    List<String> sessions();
  }

  /** Settings of {@code amplification}. */
  interface Amplification {
    /** UDP ports of services that can be abused. */
    @WithDefault("17,19,53,111,123,137,389,1434,1900,3283,3702,5353,5683,11211")
    List<Integer> ports();

    /** Bytes that one address was answered from one port in a window. */
    @WithDefault("10000000")
    long bytes();

    /** Answers must have so many times the bytes of the questions. */
    @WithDefault("10")
    int factor();

    /** Packets of answers must have so many bytes on average. */
    @WithDefault("300")
    int packetBytes();
  }

  /** Settings of {@code beaconing}. */
  interface Beaconing {
    /** Width of its windows, whole seconds that six divides. */
    @WithDefault("6h")
    Duration window();

    /** Connections of one host to one address and port in a window. */
    @WithDefault("12")
    int connections();

    /** What comes more often is not looked at. */
    @WithDefault("10s")
    Duration shortestInterval();

    /** Of the intervals that must be within a tenth of the median, in percent. */
    @WithDefault("80")
    int percent();

    /** Hosts that may call the same address. */
    @WithDefault("3")
    int clients();

    /** The most bytes of a connection, each way. */
    @WithDefault("100000")
    long bytes();
  }

  /** Settings of {@code unusual-volume}. */
  interface UnusualVolume {
    /** Width of its windows, whole seconds. */
    @WithDefault("1h")
    Duration window();

    /** Bytes of one host over one service in a window; less is not looked at. */
    @WithDefault("500000000")
    long bytes();

    /** It must be so many times the most of any earlier window. */
    @WithDefault("4")
    int times();

    /** How far the baseline reaches back. */
    @WithDefault("7d")
    Duration history();

    /** Earlier windows with traffic that there must be. */
    @WithDefault("12")
    int windows();
  }

  /** Settings of {@code new-server}. */
  interface NewServer {
    /** Width of its windows, whole seconds that divide a day. */
    @WithDefault("1h")
    Duration window();

    /** Answered connections to the port in a window. */
    @WithDefault("3")
    int connections();

    /** For how long before its first answer a new port must not have answered. */
    @WithDefault("7d")
    Duration history();

    /** How much of that the log must know before anything counts as new. */
    @WithDefault("2d")
    Duration leastHistory();
  }
}
