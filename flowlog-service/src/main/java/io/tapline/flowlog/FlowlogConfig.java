package io.tapline.flowlog;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of the connection log. */
@ConfigMapping(prefix = "tapline.flowlog")
public interface FlowlogConfig {
  /** Where copies of segments are kept for reading; may be deleted while the service is stopped. */
  @WithDefault("${user.home}/.local/share/tapline/flowlog/cache")
  Path cacheDirectory();

  /** Bytes of segments that are kept in the cache directory. */
  @WithDefault("2147483648")
  long cacheSizeBytes();

  /** Bytes of memory for the address filters of segments. */
  @WithDefault("67108864")
  long filterMemoryBytes();

  /** How long a call to the database may take. */
  @WithDefault("30S")
  Duration databaseTimeout();

  /** How long to wait at start for a database that does not answer yet. */
  @WithDefault("30S")
  Duration startPatience();

  /** Sources that may deliver to this process at the same time. */
  @WithDefault("64")
  int maxSources();

  /** Batches that may wait for a source's worker. */
  @WithDefault("8")
  int queuedBatches();

  /** How long the database may be away before a source is told to try again later. */
  @WithDefault("30S")
  Duration storePatience();

  /** When to make rows and positions durable. */
  Checkpoints checkpoint();

  /**
   * A connection that flow records tell of ends after this time without another one, by the time of
   * their arrival and by their own times. Longer than exporters take to tell of both directions.
   */
  @WithDefault("120S")
  Duration flowIdleTimeout();

  /** The same once flow records told of the connection's end. */
  @WithDefault("30S")
  Duration flowEndedTimeout();

  /**
   * The sampling of flow exporters that report it wrong or not at all: for an address or prefix the
   * rate that counts ({@code 192.0.2.1=1000}) or the greatest that is believed ({@code
   * 10.0.0.0/8<=4096}), separated by commas; the first that matches holds.
   */
  Optional<List<String>> exporterSampling();

  /** When a connection ends, in the time of its frames. */
  Connections connection();

  /** Merging of small segments. */
  Merging merge();

  /** The tables of open connections. */
  Tables tables();

  /** The embedded query engine. */
  Engine engine();

  /** When to make rows and positions durable. */
  interface Checkpoints {
    /** Shortest time between two checkpoints of a source. */
    @WithDefault("1S")
    Duration interval();

    /** Longest time that rows wait, whatever a checkpoint takes. */
    @WithDefault("60S")
    Duration longest();

    /** Share of the time that checkpoints of a source of old frames, such as a file, may take. */
    @WithDefault("0.05")
    double share();

    /** Share of the time that checkpoints of a source of fresh frames may take. */
    @WithDefault("0.5")
    double liveShare();

    /** Closed connections that make a segment of full size. */
    @WithDefault("131072")
    int fullRows();
  }

  /** When a connection ends, in the time of its frames. */
  interface Connections {
    /** TCP without data yet: attempts and scans. */
    @WithDefault("60S")
    Duration tcpOpeningTimeout();

    /** TCP once data or acknowledgements were seen. */
    @WithDefault("900S")
    Duration tcpEstablishedTimeout();

    /** TCP after FIN both ways or RST. */
    @WithDefault("10S")
    Duration tcpClosedTimeout();

    /** UDP. */
    @WithDefault("60S")
    Duration udpTimeout();

    /** ICMP. */
    @WithDefault("60S")
    Duration icmpTimeout();

    /** Every other protocol. */
    @WithDefault("60S")
    Duration otherTimeout();

    /** A longer connection is split into rows; 0 never splits. */
    @WithDefault("0S")
    Duration activeTimeout();

    /** Open connections of a source; beyond it the longest idle one is closed. */
    @WithDefault("4000000")
    int maxOpen();

    /** Exporters and tunnels of a source's open connections; beyond it they are not told apart. */
    @WithDefault("65535")
    int maxContexts();
  }

  /** The tables of open connections. */
  interface Tables {
    /** Bytes that the open connections of all sources may take together. */
    @WithDefault("268435456")
    long memoryBytes();
  }

  /** Merging of small segments. */
  interface Merging {
    /** Whether this process merges. */
    @WithDefault("true")
    boolean enabled();

    /** Pause when there is nothing to merge. */
    @WithDefault("5S")
    Duration pause();

    /** Most connections of a merged segment. */
    @WithDefault("1048576")
    long fullRows();

    /** Segments of about the same size that call for a merge. */
    @WithDefault("8")
    int fanIn();

    /**
     * Merging waits while a source is busy, unless there are more segments below half this size:
     * then they make questions slow, and merges get as much of the processor as ingest.
     */
    @WithDefault("32")
    int mostSmallSegments();

    /**
     * Bytes that the table of fresh segments, or that of open connections, may have unused when no
     * source is busy; more is given back to the file system.
     */
    @WithDefault("33554432")
    long spareBytes();
  }

  /** The embedded query engine. */
  interface Engine {
    /** Memory for all questions together, in MiB. */
    @WithDefault("512")
    int memoryMib();

    /**
     * Memory for writing segments, in MiB, whatever questions take; with less than 32 a segment
     * takes several times as long.
     */
    @WithDefault("64")
    int writerMemoryMib();

    /**
     * Memory for one merge or host copy at a time, in MiB, whatever questions take; what does not
     * fit is put on disk meanwhile.
     */
    @WithDefault("128")
    int backgroundMemoryMib();

    /** Threads for all questions together. */
    @WithDefault("2")
    int threads();

    /** Questions that are answered at the same time. */
    @WithDefault("4")
    int queries();

    /** How long a question waits for its turn. */
    @WithDefault("5S")
    Duration patience();
  }
}
