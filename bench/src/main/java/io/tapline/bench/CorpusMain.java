package io.tapline.bench;

import io.tapline.wire.capture.CaptureFile;
import io.tapline.wire.capture.CaptureReader;
import io.tapline.wire.capture.PcapWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * {@code CorpusMain OUT.pcap COPIES CAPTURE...} makes one large capture out of small Ethernet ones,
 * in order of time. Every copy has hosts of its own (the low bits of all addresses are moved by the
 * same amount, so that the two directions still meet) and begins at a time of its own within an
 * hour; captures longer than 15 minutes are compressed in time. Checksums are left as they were.
 * Same arguments, same bytes.
 */
public final class CorpusMain {
  private static final int ETHERNET = 1;
  private static final long BEGIN_NANOS = 1_717_200_000_000_000_000L;
  private static final long WINDOW_NANOS = 3_600_000_000_000L;
  private static final long LONGEST_NANOS = 900_000_000_000L;

  private CorpusMain() {}

  public static void main(String[] arguments) throws IOException {
    Path target = Path.of(arguments[0]);
    int copies = Integer.parseInt(arguments[1]);
    List<Sample> samples = new ArrayList<>();
    for (int i = 2; i < arguments.length; i++) {
      samples.add(Sample.read(Path.of(arguments[i])));
    }
    long frames = write(target, instances(samples, copies));
    System.out.printf("%d frames of %d captures, %d copies each%n", frames, samples.size(), copies);
  }

  private static PriorityQueue<Instance> instances(List<Sample> samples, int copies) {
    SplittableRandom random = new SplittableRandom(20240601);
    PriorityQueue<Instance> instances = new PriorityQueue<>();
    for (int copy = 0; copy < copies; copy++) {
      for (Sample sample : samples) {
        Instance instance =
            new Instance(sample, BEGIN_NANOS + random.nextLong(WINDOW_NANOS), random.nextInt());
        if (instance.hasNext()) {
          instances.add(instance);
        }
      }
    }
    return instances;
  }

  private static long write(Path target, PriorityQueue<Instance> instances) throws IOException {
    long frames = 0;
    try (PcapWriter writer = open(target)) {
      for (Instance next = instances.poll(); next != null; next = instances.poll()) {
        next.writeTo(writer);
        frames++;
        if (next.hasNext()) {
          instances.add(next);
        }
      }
    }
    return frames;
  }

  private static PcapWriter open(Path target) throws IOException {
    FileChannel channel =
        FileChannel.open(
            target,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    return new PcapWriter(
        channel, ETHERNET, CaptureReader.MAXIMUM_CAPTURED_BYTES, PcapWriter.Precision.MICROSECONDS);
  }

  /** The Ethernet frames of one capture, in memory. */
  private record Sample(List<byte[]> frames, List<Long> nanos, List<Integer> lengths) {
    static Sample read(Path capture) throws IOException {
      Sample sample = new Sample(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      try (CaptureFile file = CaptureFile.open(capture)) {
        CaptureReader reader = file.reader();
        while (reader.next()) {
          if (reader.linkType() == ETHERNET) {
            sample.add(reader);
          }
        }
      }
      return sample;
    }

    private void add(CaptureReader reader) {
      frames.add(
          reader
              .bytes()
              .asSlice(reader.offset(), reader.capturedLength())
              .toArray(ValueLayout.JAVA_BYTE));
      nanos.add(reader.timeNanos());
      lengths.add(reader.originalLength());
    }
  }

  /** One copy of a capture, with its own hosts and begin. */
  private static final class Instance implements Comparable<Instance> {
    private final Sample sample;
    private final long beginNanos;
    private final int hosts;
    private final double pace;
    private int next;

    Instance(Sample sample, long beginNanos, int hosts) {
      this.sample = sample;
      this.beginNanos = beginNanos;
      this.hosts = hosts;
      this.pace = Math.min(1.0, (double) LONGEST_NANOS / Math.max(1, extentNanos()));
    }

    private long extentNanos() {
      return sample.nanos.isEmpty() ? 0 : sample.nanos.getLast() - sample.nanos.getFirst();
    }

    boolean hasNext() {
      return next < sample.frames.size();
    }

    long nanos() {
      return beginNanos + (long) ((sample.nanos.get(next) - sample.nanos.getFirst()) * pace);
    }

    void writeTo(PcapWriter writer) throws IOException {
      byte[] frame = sample.frames.get(next).clone();
      moveHosts(frame);
      writer.write(
          MemorySegment.ofArray(frame), 0, frame.length, sample.lengths.get(next), nanos());
      next++;
    }

    private void moveHosts(byte[] frame) {
      if (frame.length >= 34 && frame[12] == 0x08 && frame[13] == 0x00) {
        move(frame, 26 + 1);
        move(frame, 30 + 1);
      } else if (frame.length >= 54 && frame[12] == (byte) 0x86 && frame[13] == (byte) 0xdd) {
        move(frame, 22 + 13);
        move(frame, 38 + 13);
      }
    }

    private void move(byte[] frame, int at) {
      frame[at] ^= (byte) (hosts >>> 16);
      frame[at + 1] ^= (byte) (hosts >>> 8);
      frame[at + 2] ^= (byte) hosts;
    }

    @Override
    public int compareTo(Instance other) {
      return Long.compare(nanos(), other.nanos());
    }
  }
}
