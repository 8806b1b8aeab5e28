package io.tapline.report;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

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

    /** Distinct servers from which a client is a host scanner. */
    @WithDefault("15")
    int hostScanServers();

    /** Distinct ports of one server from which a client is a port scanner. */
    @WithDefault("20")
    int portScanPorts();

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

    /** Under lasting load detections run all the same, this long after the last run. */
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
}
