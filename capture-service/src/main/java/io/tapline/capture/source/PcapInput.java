package io.tapline.capture.source;

import io.tapline.capture.CaptureException;
import io.tapline.capture.CaptureException.Reason;
import io.tapline.capture.batch.Hop;
import io.tapline.wire.flow.LossUnit;
import java.sql.Timestamp;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapHandle.BlockingMode;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapStat;
import org.pcap4j.core.RawPacketListener;

/**
 * Captures on one interface through libpcap.
 *
 * <p>On loopback the kernel puts every frame into the buffer twice, on its way out and in, and
 * libpcap skips the first; of what the kernel dropped there, half is counted as frames.
 *
 * <p>On loopback and on all interfaces ({@code any}) the product's own connections are left out and
 * counted.
 */
final class PcapInput implements Input {
  private static final Logger LOG = Logger.getLogger(PcapInput.class);

  /** The name of all interfaces together. */
  private static final String ALL = "any";

  private static final int DRAIN_FRAMES = 1000;

  /** Once closed, how long what had arrived before may take to be captured. */
  private static final long DRAIN_SECONDS = 2;

  private static final long COUNTER_MASK = 0xFFFF_FFFFL;

  private final SourceSpec.Interface spec;
  private final int bufferBytes;
  private final OwnConnections own;
  private final AtomicLong ownFrames = new AtomicLong();
  private volatile List<String> warnings = List.of();
  private @Nullable OwnTraffic leftOut;
  private volatile @Nullable PcapHandle handle;
  private int copies = 1;
  private long kernelSeen;
  private long uncounted;
  private long interfaceSeen;

  PcapInput(SourceSpec.Interface spec, int bufferBytes, OwnConnections own) {
    this.spec = spec;
    this.bufferBytes = bufferBytes;
    this.own = own;
  }

  @Override
  public synchronized void open() {
    handle = Libpcap.open(spec, bufferBytes);
    boolean loopback = Libpcap.loopback(spec.device());
    copies = loopback ? 2 : 1;
    if ((loopback || spec.device().equals(ALL)) && !own.ports().isEmpty()) {
      leftOut = OwnTraffic.of(own);
      warnings =
          List.of(
              "Tapline's own connections (TCP ports "
                  + own.ports()
                  + ") are left out of "
                  + spec.device()
                  + " and counted as own frames.");
    }
    kernelSeen = 0;
    uncounted = 0;
    interfaceSeen = 0;
  }

  @Override
  public void run(FrameTarget target) {
    PcapHandle open = handle;
    if (open == null) {
      return;
    }
    int linkType = linkType(open.getDlt().value());
    OwnTraffic without = leftOut;
    RawPacketListener listener =
        without == null
            ? frame -> pass(open, frame, linkType, target)
            : frame -> {
              if (without.holds(frame, frame.length, linkType)) {
                ownFrames.incrementAndGet();
              } else {
                pass(open, frame, linkType, target);
              }
            };
    try {
      loop(open, listener);
    } catch (NotOpenException e) {
      return;
    } catch (PcapNativeException e) {
      throw new CaptureException(
          Reason.INTERFACE_NOT_FOUND,
          "Capturing on " + spec.device() + " ended: " + e.getMessage() + ".",
          e);
    }
  }

  private static void loop(PcapHandle open, RawPacketListener listener)
      throws PcapNativeException, NotOpenException {
    try {
      open.loop(-1, listener);
    } catch (InterruptedException e) { // how a broken loop ends
      drain(open, listener);
    }
  }

  /** Captures what lay in the kernel's buffer when the loop was broken. */
  private static void drain(PcapHandle open, RawPacketListener listener)
      throws PcapNativeException, NotOpenException {
    open.setBlockingMode(BlockingMode.NONBLOCKING);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
    try {
      int passed = open.dispatch(DRAIN_FRAMES, listener);
      while (passed > 0 && System.nanoTime() < deadline) {
        passed = open.dispatch(DRAIN_FRAMES, listener);
      }
    } catch (InterruptedException e) {
      LOG.debug("The rest of the capture buffer was given up.", e);
    }
  }

  @Override
  public List<String> warnings() {
    return warnings;
  }

  @Override
  public synchronized void pollLosses(FrameTarget target) {
    long left = ownFrames.getAndSet(0);
    if (left > 0) {
      target.own(left);
    }
    PcapHandle open = handle;
    if (open == null || !open.isOpen()) {
      return;
    }
    try {
      PcapStat stat = open.getStats();
      long kernel = stat.getNumPacketsDropped();
      long device = stat.getNumPacketsDroppedByIf();
      uncounted += (kernel - kernelSeen) & COUNTER_MASK;
      report(target, Hop.KERNEL, uncounted / copies, "full capture buffer");
      uncounted %= copies;
      report(target, Hop.INTERFACE, (device - interfaceSeen) & COUNTER_MASK, "interface");
      kernelSeen = kernel;
      interfaceSeen = device;
    } catch (PcapNativeException | NotOpenException e) {
      return;
    }
  }

  @Override
  public void close() {
    PcapHandle open = handle;
    if (open != null && open.isOpen()) {
      try {
        open.breakLoop();
      } catch (NotOpenException e) {
        return;
      }
    }
  }

  /** Frees the handle; by the thread that ran it, after the loop. */
  @Override
  public synchronized void release() {
    PcapHandle open = handle;
    if (open != null) {
      open.close();
    }
  }

  private void report(FrameTarget target, Hop hop, long frames, String where) {
    if (frames > 0) {
      target.lost(
          hop, frames, LossUnit.FRAMES, "libpcap counted frames dropped by the " + where + ".");
    }
  }

  private static void pass(PcapHandle open, byte[] frame, int linkType, FrameTarget target) {
    Timestamp time = open.getTimestamp();
    long seconds = Math.floorDiv(time.getTime(), 1000L);
    target.frame(
        frame,
        frame.length,
        open.getOriginalLength(),
        TimeUnit.SECONDS.toNanos(seconds) + time.getNanos(),
        linkType);
  }

  /** DLT values are LINKTYPE values but for raw IP, whose DLT is 12 (or 14) on Linux. */
  private static int linkType(int dlt) {
    return dlt == 12 || dlt == 14 ? UdpFrames.LINKTYPE_RAW : dlt;
  }
}
