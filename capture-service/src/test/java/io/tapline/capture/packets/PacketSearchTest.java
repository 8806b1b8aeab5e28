package io.tapline.capture.packets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.capture.Reason;
import io.tapline.rpc.Refusal;
import io.tapline.wire.address.IpAddress;
import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.capture.CaptureFile;
import io.tapline.wire.capture.CaptureReader;
import io.tapline.wire.capture.PcapWriter;
import io.tapline.wire.capture.PcapngWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacketSearchTest {
  private static final int RAW = 101;
  private static final int ETHERNET = 1;
  private static final int UDP = 17;
  private static final int TCP = 6;
  private static final int FRAMES = 6_000;
  private static final int HOSTS = 300;
  private static final int LATER_FRAGMENT = 100;

  @TempDir Path directory;
  private final SplittableRandom random = new SplittableRandom(7);
  private final List<PacketFile> files = new ArrayList<>();

  @Test
  void an_index_changes_nothing_of_the_answer() throws IOException {
    files.add(new PacketFile(pcapng("a.pcapng"), "a", true));
    files.add(new PacketFile(pcap("b.pcap"), "b", true));
    PacketIndexes indexes = indexes();
    for (int i = 0; i < 200; i++) {
      PacketQuery query = randomQuery();
      Answer scanned = ask(withoutIndex(), query);
      Answer indexed = ask(indexes, query);
      assertThat(indexed.packets()).as(query.toString()).isEqualTo(scanned.packets());
      assertThat(scanned.totals().scannedFiles()).isEqualTo(2);
      assertThat(indexed.totals().scannedFiles()).isZero();
    }
  }

  @Test
  void of_a_connection_in_few_places_little_is_read() throws IOException {
    Path capture = pcapng("a.pcapng");
    files.add(new PacketFile(capture, "a", true));
    PacketIndexes indexes = indexes();
    Answer answer = ask(indexes, query(host(1), 0, rareHost(), 7, UDP));
    assertThat(answer.packets()).hasSize(1);
    assertThat(answer.totals().indexedFiles()).isEqualTo(1);
    assertThat(answer.totals().readBytes())
        .isPositive()
        .isLessThan(SectionBuilder.BLOCK_BYTES + 2_000);
    assertThat(Files.size(capture)).isGreaterThan(8 * SectionBuilder.BLOCK_BYTES);
  }

  @Test
  void a_file_of_another_time_or_without_the_host_is_skipped() throws IOException {
    files.add(new PacketFile(pcapng("a.pcapng"), "a", true));
    PacketIndexes indexes = indexes();
    PacketQuery later = new PacketQuery(FRAMES, 2L * FRAMES, end(host(1), 0), null, 0, 10);
    assertThat(ask(indexes, later).totals().skippedFiles()).isEqualTo(1);
    assertThat(ask(indexes, query(0x01020304, 0, 0, 0, 0)).totals().skippedFiles()).isEqualTo(1);
    assertThat(ask(indexes, query(0x01020304, 0, 0, 0, 0)).totals().readBytes()).isZero();
  }

  @Test
  void a_damaged_index_is_not_used_and_is_made_anew() throws IOException {
    Path capture = pcapng("a.pcapng");
    files.add(new PacketFile(capture, "a", true));
    PacketIndexes indexes = indexes();
    Path index = indexes.path(capture);
    byte[] sound = Files.readAllBytes(index);
    PacketQuery query = query(host(1), 0, host(2), 0, 0);
    List<String> expected = ask(indexes, query).packets();
    assertThat(expected).isNotEmpty();
    for (int i = 0; i < 100; i++) {
      byte[] damaged = sound.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(index, damaged);
      assertThat(ask(indexes, query).packets()).isEqualTo(expected);
      indexes.update();
      assertThat(Files.readAllBytes(index)).isEqualTo(sound);
    }
    for (int length : new int[] {0, 1, 71, 72, sound.length - 1}) {
      Files.write(index, Arrays.copyOf(sound, length));
      Answer answer = ask(indexes, query);
      assertThat(answer.packets()).isEqualTo(expected);
      assertThat(answer.totals().scannedFiles()).isEqualTo(1);
    }
  }

  @Test
  void the_index_of_a_capture_that_is_gone_goes() throws IOException {
    Path capture = pcapng("a.pcapng");
    files.add(new PacketFile(capture, "a", true));
    PacketIndexes indexes = indexes();
    assertThat(indexes.path(capture)).exists();
    files.clear();
    indexes.update();
    assertThat(indexes.path(capture)).doesNotExist();
  }

  @Test
  void a_file_that_takes_the_name_of_a_deleted_one_has_an_index_of_its_own() throws IOException {
    Path capture = pcap("a.pcap");
    files.add(new PacketFile(capture, "a", true));
    PacketIndexes indexes = indexes();
    byte[] first = Files.readAllBytes(indexes.path(capture));
    byte[] bytes = Files.readAllBytes(capture);
    Files.write(capture, bytes);
    Files.setLastModifiedTime(capture, FileTime.fromMillis(1));
    assertThat(ask(indexes, query(host(1), 0, 0, 0, 0)).totals().scannedFiles()).isEqualTo(1);
    indexes.update();
    assertThat(ask(indexes, query(host(1), 0, 0, 0, 0)).totals().indexedFiles()).isEqualTo(1);
    assertThat(Files.readAllBytes(indexes.path(capture))).isNotEqualTo(first);
  }

  @Test
  void a_file_that_grows_is_read_as_far_as_it_is_written() throws IOException {
    Path capture = pcapng("a.pcapng");
    Files.write(capture, Arrays.copyOf(Files.readAllBytes(capture), (int) Files.size(capture) - 5));
    files.add(new PacketFile(capture, "a", false));
    Answer answer = ask(indexes(), query(host(1), 0, 0, 0, 0));
    assertThat(answer.totals().scannedFiles()).isEqualTo(1);
    assertThat(answer.packets()).isNotEmpty();
    assertThat(answer.totals().failures()).isEmpty();
  }

  @Test
  void what_cannot_be_read_is_named_and_the_rest_is_answered() throws IOException {
    files.add(new PacketFile(directory.resolve("gone.pcapng"), "a", true));
    files.add(new PacketFile(Files.write(directory.resolve("x.pcap"), new byte[99]), "b", false));
    files.add(
        new PacketFile(Files.write(directory.resolve("y.pcap.zst"), new byte[99]), "c", true));
    files.add(new PacketFile(pcapng("a.pcapng"), "d", false));
    Answer answer = ask(withoutIndex(), query(host(1), 0, 0, 0, 0));
    assertThat(answer.packets()).isNotEmpty();
    assertThat(answer.totals().failures()).hasSize(3);
    assertThat(answer.totals().failures().get(0)).contains("was deleted");
    assertThat(answer.totals().failures().get(1)).contains("cannot be read");
    assertThat(answer.totals().failures().get(2)).contains("compressed");
  }

  @Test
  void a_limit_of_packets_is_obeyed_and_said() throws IOException {
    files.add(new PacketFile(pcapng("a.pcapng"), "a", true));
    PacketQuery all = query(host(1), 0, 0, 0, 0);
    int count = ask(indexes(), all).packets().size();
    PacketQuery limited = new PacketQuery(0, FRAMES, all.first(), null, 0, count - 1);
    Answer answer = ask(indexes(), limited);
    assertThat(answer.packets()).hasSize(count - 1);
    assertThat(answer.totals().truncated()).isTrue();
    PacketQuery enough = new PacketQuery(0, FRAMES, all.first(), null, 0, count);
    assertThat(ask(indexes(), enough).totals().truncated()).isFalse();
  }

  @Test
  void a_question_that_contradicts_itself_is_refused() {
    assertRefused(() -> new PacketQuery(5, 5, end(1, 0), null, 0, 1));
    assertRefused(() -> new PacketQuery(0, 5, end(1, 0), null, 256, 1));
    assertRefused(() -> new PacketQuery(0, 5, end(1, 9), null, 1, 1));
    assertRefused(() -> new PacketQuery(0, 5, end(1, 0), null, 0, 0));
  }

  private static void assertRefused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.reason()).isEqualTo(Reason.INVALID_PACKET_QUERY));
  }

  private record Answer(List<String> packets, PacketSearch.Totals totals) {}

  private Answer ask(PacketIndexes indexes, PacketQuery query) throws IOException {
    Path out = directory.resolve("answer.pcapng");
    try (FileChannel channel =
        FileChannel.open(
            out,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      PacketSearch.Totals totals = new PacketSearch(indexes, query, channel).run(files);
      List<String> packets = read(out);
      assertThat(totals.packets()).isEqualTo(packets.size());
      return new Answer(packets, totals);
    }
  }

  private static List<String> read(Path file) throws IOException {
    List<String> packets = new ArrayList<>();
    try (CaptureFile capture = CaptureFile.open(file)) {
      CaptureReader reader = capture.strictReader();
      while (reader.next()) {
        byte[] bytes =
            reader
                .bytes()
                .asSlice(reader.offset(), reader.capturedLength())
                .toArray(ValueLayout.JAVA_BYTE);
        packets.add(
            "%d %d %d %s"
                .formatted(
                    reader.timeNanos(),
                    reader.linkType(),
                    reader.originalLength(),
                    HexFormat.of().formatHex(bytes)));
      }
    }
    return packets;
  }

  private PacketIndexes indexes() throws IOException {
    Path place = Files.createDirectories(directory.resolve("index"));
    PacketIndexes indexes = new PacketIndexes(place, () -> files);
    indexes.update();
    return indexes;
  }

  private PacketIndexes withoutIndex() {
    return new PacketIndexes(directory.resolve("none"), List::of);
  }

  private PacketQuery randomQuery() {
    long start = random.nextInt(FRAMES);
    long end = start + 1 + random.nextInt(FRAMES);
    PacketQuery.Endpoint first = end(host(random.nextInt(HOSTS)), port());
    PacketQuery.Endpoint second =
        random.nextBoolean() ? null : end(host(random.nextInt(HOSTS)), port());
    int protocol = random.nextBoolean() ? 0 : random.nextBoolean() ? UDP : TCP;
    return new PacketQuery(start, end, first, second, protocol, PacketQuery.MAX_PACKETS);
  }

  private int port() {
    return random.nextBoolean() ? 0 : 1 + random.nextInt(2);
  }

  private static PacketQuery query(int first, int port, int second, int otherPort, int protocol) {
    return new PacketQuery(
        0,
        FRAMES,
        end(first, port),
        second == 0 ? null : end(second, otherPort),
        protocol,
        PacketQuery.MAX_PACKETS);
  }

  private static PacketQuery.Endpoint end(int address, int port) {
    return new PacketQuery.Endpoint(
        new IpAddress(0, IpAddresses.ofIpv4(Integer.toUnsignedLong(address))), port);
  }

  /** The first hosts have most of the packets. */
  private static int host(int number) {
    return 0x0A000000 + number;
  }

  private static int rareHost() {
    return 0x0B000001;
  }

  /** Two link types, the second one described in the middle; one packet of a rare host. */
  private Path pcapng(String name) throws IOException {
    Path file = directory.resolve(name);
    try (PcapngWriter writer = new PcapngWriter(channel(file))) {
      int raw = writer.addInterface(RAW, 0);
      int ethernet = -1;
      for (int i = 0; i < FRAMES; i++) {
        if (i == FRAMES / 2) {
          ethernet = writer.addInterface(ETHERNET, 0);
        }
        byte[] packet = i == FRAMES / 3 ? rare() : packet();
        boolean framed = ethernet >= 0 && random.nextBoolean();
        byte[] frame = framed ? ethernet(packet) : packet;
        writer.write(
            framed ? ethernet : raw,
            MemorySegment.ofArray(frame),
            0,
            frame.length,
            frame.length,
            i,
            0);
      }
    }
    return file;
  }

  private Path pcap(String name) throws IOException {
    Path file = directory.resolve(name);
    try (PcapWriter writer =
        new PcapWriter(channel(file), RAW, 65_535, PcapWriter.Precision.NANOSECONDS)) {
      for (int i = 0; i < FRAMES; i++) {
        byte[] packet = packet();
        writer.write(MemorySegment.ofArray(packet), 0, packet.length, packet.length, i);
      }
    }
    return file;
  }

  private static FileChannel channel(Path file) throws IOException {
    return FileChannel.open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING);
  }

  private byte[] rare() {
    return packet(host(1), rareHost(), UDP, 0, 9, 7);
  }

  private byte[] packet() {
    int source = host((int) (HOSTS * random.nextDouble() * random.nextDouble()));
    int destination = host((int) (HOSTS * random.nextDouble() * random.nextDouble()));
    int protocol = random.nextBoolean() ? UDP : TCP;
    int fragment = random.nextInt(10) == 0 ? LATER_FRAGMENT : 0;
    return packet(
        source, destination, protocol, fragment, 1 + random.nextInt(3), 1 + random.nextInt(3));
  }

  private byte[] packet(
      int source, int destination, int protocol, int fragment, int port, int otherPort) {
    int length = 40 + random.nextInt(800);
    ByteBuffer bytes = ByteBuffer.allocate(length);
    bytes.put((byte) 0x45).put((byte) 0).putShort((short) length).putInt(fragment);
    bytes.put((byte) 64).put((byte) protocol).putShort((short) 0);
    bytes.putInt(source).putInt(destination);
    bytes.putShort((short) port).putShort((short) otherPort);
    if (protocol == UDP) {
      bytes.putShort((short) (length - 20));
    } else {
      bytes.put(32, (byte) 0x50);
    }
    return bytes.array();
  }

  private static byte[] ethernet(byte[] packet) {
    return ByteBuffer.allocate(14 + packet.length)
        .putLong(0)
        .putInt(0)
        .putShort((short) 0x0800)
        .put(packet)
        .array();
  }
}
