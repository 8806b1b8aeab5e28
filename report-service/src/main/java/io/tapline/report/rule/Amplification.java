package io.tapline.report.rule;

import io.tapline.report.log.KeyFilter;
import io.tapline.report.log.Measure;
import io.tapline.report.log.Span;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * UDP services answer one address with much more than it asked for, in large packets: a reflection
 * attack on that address, seen at the victim or at a server that is abused. A resolver or a time
 * server answers in packets of about the size of the question; a capture that sees the answers
 * alone has no question to compare with, so the size of the packets decides there.
 */
public final class Amplification implements Detection {
  private final Profile profile;
  private final HotQuestion question;
  private final int factor;
  private final int packetBytes;

  /**
   * @param ports of UDP services that can be abused
   * @param answeredBytes to one client from one port number in a window
   * @param factor answers must have so many times the bytes of the questions
   * @param packetBytes packets of answers must have so many bytes on average
   */
  public Amplification(
      Duration window, Collection<Integer> ports, long answeredBytes, int factor, int packetBytes) {
    this.factor = factor;
    this.packetBytes = packetBytes;
    profile =
        new Profile(
            "amplification",
            "UDP services answer one address with much more than it asked for.",
            window,
            answeredBytes,
            "bytes that one address was answered from one UDP port",
            "at least %d times the bytes of the questions, in packets of at least %d bytes"
                .formatted(factor, packetBytes),
            "Availability.DDoS");
    question =
        new HotQuestion(
            profile,
            "protocol = udp AND " + KeyFilter.oneOf("server_port", new TreeSet<>(ports)),
            List.of("client", "server_port"),
            Measure.SERVER_BYTES,
            List.of(Measure.CLIENT_BYTES, Measure.SERVER_PACKETS, Measure.distinct("server")));
  }

  @Override
  public Profile profile() {
    return profile;
  }

  @Override
  public String fingerprint() {
    return Detection.fingerprint(profile, question.filter(), factor, packetBytes);
  }

  @Override
  public List<Sighting> look(RuleLog log, Span span) {
    return log.hot(question, span).stream()
        .filter(counts -> isAmplified(counts.count(), counts.more(0), counts.more(1)))
        .map(this::sighting)
        .toList();
  }

  boolean isAmplified(long answeredBytes, long askedBytes, long packets) {
    return answeredBytes >= profile.threshold()
        && packets > 0 // an exporter may report no packets; their size is unknown then
        && answeredBytes / factor >= askedBytes
        && answeredBytes / packetBytes >= packets;
  }

  private Sighting sighting(Counts counts) {
    String victim = counts.key(0);
    String port = counts.key(1);
    long asked = counts.more(0);
    long servers = counts.more(2);
    return new Sighting(
        profile,
        counts.key(),
        counts,
        profile.category(),
        "%s sent %s to %s from UDP port %s"
            .formatted(Words.of(servers, "server"), Words.bytes(counts.count()), victim, port),
        new Sides(
            victim,
            Sides.Side.port(port),
            Sides.Side.address(victim),
            "udp",
            Sides.Named.SOURCE_SERVERS),
        List.of(
            Evidence.bytes("answered", counts.count()),
            Evidence.bytes("asked", asked),
            Evidence.bytes("a packet of the answers", counts.count() / counts.more(1)),
            Evidence.of("servers", servers)),
        "%s had asked for it with %s".formatted(victim, Words.bytes(asked)),
        question.connections(counts.key()));
  }
}
