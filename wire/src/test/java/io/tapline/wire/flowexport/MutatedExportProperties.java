package io.tapline.wire.flowexport;

import static io.tapline.wire.flowexport.Messages.f;
import static io.tapline.wire.flowexport.Messages.ipfix;
import static io.tapline.wire.flowexport.Messages.optionsTemplate;
import static io.tapline.wire.flowexport.Messages.set;
import static io.tapline.wire.flowexport.Messages.template;
import static io.tapline.wire.flowexport.Messages.v9;

import io.tapline.wire.flowexport.Messages.Field;
import io.tapline.wire.sflow.Datagrams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Messages that are nearly right keep the promises of {@link FuzzedExports}. */
class MutatedExportProperties {
  private static final int VARIABLE = 65535;
  private static final int LARGEST = 4095;

  /** Elements that decide what a record means. */
  private static final int[] ELEMENTS = {
    1, 2, 23, 24, 34, 48, 61, 85, 86, 95, 96, 136, 148, 152, 153, 171, 172, 231, 232, 233, 298, 299,
    305, 306, 312, 313, 314, 315, 409
  };

  @Property(tries = 300)
  void messages_of_ipfix(@ForAll long seed) {
    Random random = new Random(seed);
    FuzzedExports.check(stream(random, i -> ipfixMessage(random, i)), new byte[] {0, 10});
  }

  @Property(tries = 100)
  void datagrams_of_netflow_9(@ForAll long seed) {
    Random random = new Random(seed);
    FuzzedExports.check(
        stream(
            random,
            i -> v9(i, random.nextInt(2), UsualFlows.TEMPLATE, set(256, bytes(random, 200)))),
        new byte[] {0, 9});
  }

  @Property(tries = 100)
  void datagrams_of_sflow(@ForAll long seed) {
    Random random = new Random(seed);
    FuzzedExports.check(stream(random, i -> sflow(random, i)), new byte[] {0, 0, 0, 5});
  }

  private interface Message {
    byte[] number(int number);
  }

  private static byte[] stream(Random random, Message messages) {
    Bytes stream = new Bytes();
    int count = 3 + random.nextInt(12);
    for (int i = 0; i < count; i++) {
      byte[] message = messages.number(i);
      for (int flips = random.nextInt(4); flips > 0; flips--) {
        message[random.nextInt(message.length)] ^= (byte) (1 << random.nextInt(8));
      }
      int whole = Math.min(message.length, LARGEST);
      int length = random.nextInt(5) == 0 ? random.nextInt(whole + 1) : whole;
      stream.u16(length).raw(Arrays.copyOf(message, length));
    }
    return stream.get();
  }

  private static byte[] ipfixMessage(Random random, int number) {
    int id = 256 + random.nextInt(3);
    List<Field> fields = new ArrayList<>(List.of(f(8, 4), f(12, 4)));
    for (int more = random.nextInt(8); more >= 0; more--) {
      int length = random.nextInt(6) == 0 ? VARIABLE : 1 + random.nextInt(8);
      fields.add(f(ELEMENTS[random.nextInt(ELEMENTS.length)], length));
    }
    byte[] definition =
        random.nextInt(3) == 0
            ? set(3, optionsTemplate(id, 1, fields.toArray(Field[]::new)))
            : set(2, template(id, fields));
    byte[] data = set(id, bytes(random, 120));
    int domain = random.nextInt(2);
    return random.nextBoolean()
        ? ipfix(number, domain, definition, data)
        : ipfix(number, domain, data);
  }

  private static byte[] sflow(Random random, int number) {
    byte[] header = Datagrams.header(1 + random.nextInt(15), Datagrams.TCP_FRAME, 1518);
    return Datagrams.datagram(
        number,
        1000,
        Datagrams.flowSample(random.nextInt(3), header),
        Datagrams.record(random.nextInt(5), new byte[random.nextInt(60)]));
  }

  /** Zeros half of the time, which are padding. */
  private static byte[] bytes(Random random, int most) {
    byte[] bytes = new byte[random.nextInt(most)];
    if (random.nextBoolean()) {
      random.nextBytes(bytes);
    }
    return bytes;
  }
}
