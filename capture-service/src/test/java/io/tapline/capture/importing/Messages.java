package io.tapline.capture.importing;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Export messages made by hand. */
final class Messages {
  private Messages() {}

  /** One or more of each version, beginning with two of IPFIX. */
  static List<byte[]> several() {
    Random random = new Random(5);
    List<byte[]> messages = new ArrayList<>(List.of(ipfix(random, 40), ipfix(random, 0)));
    messages.add(records(random, 5, 24, 48, 3));
    messages.add(netflow9(random, 0, 24, 256, 60));
    messages.add(netflow9(random, 1, 28));
    messages.add(records(random, 1, 16, 48, 2));
    messages.add(records(random, 6, 24, 52, 1));
    messages.add(records(random, 7, 24, 52, 27));
    messages.add(aggregated(random, 1, 28, 3, 0));
    messages.add(aggregated(random, 6, 32, 2, 64));
    messages.add(aggregated(random, 14, 40, 3, 0));
    messages.add(netflow9(random));
    messages.add(netflow9(random, 65_535, 4, 300, 2000));
    return messages;
  }

  static byte[] file(List<byte[]> messages) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    messages.forEach(bytes::writeBytes);
    return bytes.toByteArray();
  }

  static byte[] ipfix(Random random, int bytesOfSets) {
    byte[] message = beginning(random, 10, 16 + bytesOfSets, 16 + bytesOfSets);
    if (bytesOfSets > 0) {
      uint16(message, 16, 2);
      uint16(message, 18, bytesOfSets);
    }
    return message;
  }

  /** NetFlow 1, 5, 6 or 7. */
  static byte[] records(Random random, int version, int header, int record, int count) {
    return beginning(random, version, count, header + count * record);
  }

  /** NetFlow 8 by one method, with zeros behind the records. */
  static byte[] aggregated(Random random, int method, int record, int count, int padding) {
    byte[] message = records(random, 8, 28, record, count);
    uint16(message, 22, method << 8 | 2);
    return Arrays.copyOf(message, message.length + padding);
  }

  /** With sets given by their ids and lengths. */
  static byte[] netflow9(Random random, int... sets) {
    int length = 20;
    for (int i = 1; i < sets.length; i += 2) {
      length += sets[i];
    }
    byte[] message = beginning(random, 9, sets.length / 2, length);
    int at = 20;
    for (int i = 0; i < sets.length; i += 2) {
      uint16(message, at, sets[i]);
      uint16(message, at + 2, sets[i + 1]);
      at += sets[i + 1];
    }
    return message;
  }

  /** Random but for its first two fields. */
  private static byte[] beginning(Random random, int version, int second, int length) {
    byte[] message = new byte[length];
    random.nextBytes(message);
    uint16(message, 0, version);
    uint16(message, 2, second);
    return message;
  }

  private static void uint16(byte[] bytes, int at, int value) {
    bytes[at] = (byte) (value >>> 8);
    bytes[at + 1] = (byte) value;
  }
}
