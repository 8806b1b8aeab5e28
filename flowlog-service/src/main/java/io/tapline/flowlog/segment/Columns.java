package io.tapline.flowlog.segment;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.VarCharVector;

/** Makes the Arrow vectors of a batch and owns them, in the order in which they were made. */
final class Columns implements AutoCloseable {
  private static final int FIRST_ROWS = 256;

  private final BufferAllocator allocator;
  private final List<FieldVector> vectors = new ArrayList<>();

  Columns(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  List<FieldVector> vectors() {
    return vectors;
  }

  /** Begins small, since many sources have few rows at a time; appending doubles it. */
  void allocate() {
    for (FieldVector vector : vectors) {
      vector.setInitialCapacity(FIRST_ROWS);
      vector.allocateNew();
    }
  }

  /** Bytes that one row takes in these vectors, without the bytes of its texts. */
  static int rowBytes(List<FieldVector> vectors) {
    return vectors.stream().mapToInt(Columns::widthBytes).sum();
  }

  private static int widthBytes(FieldVector vector) {
    return vector instanceof BaseFixedWidthVector fixed ? fixed.getTypeWidth() : Integer.BYTES;
  }

  private <V extends FieldVector> V add(V vector) {
    vectors.add(vector);
    return vector;
  }

  TimeStampMicroVector times(String name) {
    return add(new TimeStampMicroVector(name, allocator));
  }

  BigIntVector longs(String name) {
    return add(new BigIntVector(name, allocator));
  }

  IntVector ints(String name) {
    return add(new IntVector(name, allocator));
  }

  UInt2Vector shorts(String name) {
    return add(new UInt2Vector(name, allocator));
  }

  UInt1Vector octets(String name) {
    return add(new UInt1Vector(name, allocator));
  }

  TinyIntVector ordinals(String name) {
    return add(new TinyIntVector(name, allocator));
  }

  VarCharVector texts(String name) {
    return add(new VarCharVector(name, allocator));
  }

  @Override
  public void close() {
    vectors.forEach(FieldVector::close);
  }
}
