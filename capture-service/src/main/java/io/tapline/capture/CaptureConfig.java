package io.tapline.capture;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Configuration of a sensor; every key begins with {@code tapline.capture}. */
@StaticInitSafe
@ConfigMapping(prefix = "tapline.capture")
public interface CaptureConfig {

  /** Name of this sensor: 1 to 64 characters of {@code [A-Za-z0-9._-]}. */
  @WithDefault("local")
  String sensor();

  /** Where imports, spools, handlers' files and the list of sources lie. */
  @WithDefault("capture-data")
  Path dataDirectory();

  /** Imports of captures, flow files and logs. */
  @WithName("import")
  Importing importing();

  /** Delivery to the connection log. */
  Deliver deliver();

  /** Spool of live sources. */
  Spool spool();

  /** Live sources. */
  Source source();

  /** Frame streams. */
  Frames frames();

  /** Handlers. */
  Handler handler();

  /** The REST interface of AIT's binary stream capturer. */
  Ait ait();

  /** Whether UDP sources may bind an address that is reachable from other networks. */
  @WithDefault("false")
  boolean allowPublicUdp();

  /** Imports of captures, flow files and logs. */
  interface Importing {

    /** Bytes of one file at most, decompressed. */
    @WithDefault("68719476736")
    long maxBytes();

    /** Decompressed bytes for each byte of a compressed file at most, after the first 256 MiB. */
    @WithDefault("1000")
    long maxRatio();

    /** Bytes that stay free on the disk of the data directory. */
    @WithDefault("268435456")
    long reserveBytes();

    /** Files delivered at once; the others wait for their turn. */
    @WithDefault("2")
    int maxDeliveries();

    /** Directories below which the sensor reads files in place; none by default. */
    Optional<List<Path>> roots();

    /** Whether a client that can read the owner's key has any file of the owner read in place. */
    @WithDefault("true")
    boolean readInPlace();

    /** How long an import waits for a connection log that is away before it tells the client. */
    @WithDefault("60s")
    Duration logPatience();
  }

  /** Delivery to the connection log. */
  interface Deliver {

    /** Bytes of one source sent and not yet durable, at most. */
    @WithDefault("8589934592")
    long maxUnacknowledgedBytes();

    /** Wait after the first failure; doubled with each further one. */
    @WithDefault("100ms")
    Duration firstRetry();

    /** Longest wait between attempts. */
    @WithDefault("5s")
    Duration lastRetry();
  }

  /** Spool of live sources. */
  interface Spool {

    /** Bytes of one spool file. */
    @WithDefault("67108864")
    long fileBytes();

    /** Bytes of one source's spool; beyond it the oldest frames go and are counted as loss. */
    @WithDefault("4294967296")
    long maxBytes();

    /** Bytes of acknowledged frames kept for those who look back. */
    @WithDefault("268435456")
    long keepBytes();

    /** How long a frame may wait in memory before it is written: what a killed sensor loses. */
    @WithDefault("100ms")
    Duration flushInterval();
  }

  /** Live sources. */
  interface Source {

    /** Live sources at most. */
    @WithDefault("64")
    int maxSources();

    /**
     * Kernel buffer of one capture or socket, in bytes. A socket gets it with CAP_NET_ADMIN, else
     * as much of it as net.core.rmem_max allows.
     */
    @WithDefault("33554432")
    int bufferBytes();

    /** Bytes kept of a datagram at most, 1 to 65,527; longer ones are truncated and counted. */
    @WithDefault("65527")
    int maxDatagramBytes();

    /**
     * Whether datagrams are received many at a time by the system call recvmmsg where that is
     * possible (Linux on x86-64 or AArch64), rather than one at a time through the JDK.
     */
    @WithDefault("true")
    boolean receiveMany();

    /** How long an attempt of a TCP source to connect may take. */
    @WithDefault("5s")
    Duration tcpConnectTimeout();

    /** Wait of a TCP source before it connects again; doubled while nothing comes. */
    @WithDefault("500ms")
    Duration tcpFirstRetry();

    /** Longest wait of a TCP source before it connects again. */
    @WithDefault("30s")
    Duration tcpLastRetry();

    /**
     * Further TCP endpoints of the product, each {@code host:port}, whose connections a source on
     * loopback or on all interfaces leaves out. The ports that this process serves, its connection
     * log and its database are known without this.
     */
    Optional<List<String>> ownEndpoints();
  }

  /** Frame streams. */
  interface Frames {

    /** Frame streams at once. */
    @WithDefault("16")
    int maxStreams();
  }

  /** The REST interface of AIT's binary stream capturer, which asks for no credentials. */
  interface Ait {

    /** Port that it is served at; none by default, and then it is off. */
    OptionalInt port();

    /** Loopback address that it is served at. */
    @WithDefault("127.0.0.1")
    String host();
  }

  /** Handlers. */
  interface Handler {

    /** Handlers at most. */
    @WithDefault("64")
    int maxHandlers();
  }
}
