package io.tapline.wire.flowexport;

import java.util.List;

/** Messages of NetFlow v9 and IPFIX for tests. */
public final class Messages {
  public static final long EXPORT_SECONDS = 1_700_000_000L;
  public static final long UPTIME_MILLIS = 3_600_000L;

  private Messages() {}

  /** A field of a template; enterprise 0 = none. */
  public record Field(int element, int length, int enterprise) {}

  public static Field f(int element, int length) {
    return new Field(element, length, 0);
  }

  public static Field f(int element, int length, int enterprise) {
    return new Field(element, length, enterprise);
  }

  public static byte[] v9(long sequence, long sourceId, byte[]... sets) {
    return v9(sequence, sourceId, EXPORT_SECONDS, UPTIME_MILLIS, sets);
  }

  public static byte[] v9(long sequence, long sourceId, long seconds, long uptime, byte[]... sets) {
    Bytes message = new Bytes().u16(9).u16(sets.length).u32(uptime).u32(seconds);
    message.u32(sequence).u32(sourceId);
    for (byte[] set : sets) {
      message.raw(set);
    }
    return message.get();
  }

  public static byte[] ipfix(long sequence, long domain, byte[]... sets) {
    return ipfix(sequence, domain, EXPORT_SECONDS, sets);
  }

  public static byte[] ipfix(long sequence, long domain, long seconds, byte[]... sets) {
    Bytes body = new Bytes();
    for (byte[] set : sets) {
      body.raw(set);
    }
    return new Bytes()
        .u16(10)
        .u16(16 + body.length())
        .u32(seconds)
        .u32(sequence)
        .u32(domain)
        .raw(body.get())
        .get();
  }

  public static byte[] set(int id, byte[]... records) {
    Bytes body = new Bytes();
    for (byte[] record : records) {
      body.raw(record);
    }
    return new Bytes().u16(id).u16(4 + body.length()).raw(body.get()).get();
  }

  /** A record that defines a template. */
  public static byte[] template(int id, Field... fields) {
    return template(id, List.of(fields));
  }

  public static byte[] template(int id, List<Field> fields) {
    Bytes record = new Bytes().u16(id).u16(fields.size());
    fields.forEach(field -> field(record, field));
    return record.get();
  }

  private static void field(Bytes record, Field field) {
    record.u16(field.element | (field.enterprise == 0 ? 0 : 0x8000)).u16(field.length);
    if (field.enterprise != 0) {
      record.u32(field.enterprise);
    }
  }

  /** IPFIX: the first fields are the scope. */
  public static byte[] optionsTemplate(int id, int scopes, Field... fields) {
    Bytes record = new Bytes().u16(id).u16(fields.length).u16(scopes);
    for (Field field : fields) {
      field(record, field);
    }
    return record.get();
  }

  /** NetFlow v9: scope fields have numbers of their own. */
  public static byte[] optionsTemplate9(int id, List<Field> scopes, List<Field> fields) {
    Bytes record = new Bytes().u16(id).u16(scopes.size() * 4L).u16(fields.size() * 4L);
    scopes.forEach(field -> field(record, field));
    fields.forEach(field -> field(record, field));
    return record.get();
  }
}
