package io.nacre.conformance;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every case of every operation on every backend there is. */
@ExtendWith(OnEveryBackend.class)
class ConformanceTest {

    @TestFactory
    Stream<DynamicTest> convolution() {
        return OnEveryBackend.each(ConvolutionCases.all());
    }

    @TestFactory
    Stream<DynamicTest> convolutionTranspose() {
        return OnEveryBackend.each(ConvolutionTransposeCases.all());
    }

    @TestFactory
    Stream<DynamicTest> matMul() {
        return OnEveryBackend.each(MatMulCases.all());
    }

    @TestFactory
    Stream<DynamicTest> maxPool() {
        return OnEveryBackend.each(PoolCases.max());
    }

    @TestFactory
    Stream<DynamicTest> maxUnpool() {
        return OnEveryBackend.each(IndexCases.maxUnpool());
    }

    @TestFactory
    Stream<DynamicTest> gather() {
        return OnEveryBackend.each(IndexCases.gather());
    }

    @TestFactory
    Stream<DynamicTest> averagePool() {
        return OnEveryBackend.each(PoolCases.average());
    }

    @TestFactory
    Stream<DynamicTest> unary() {
        return OnEveryBackend.each(PointwiseCases.unary());
    }

    @TestFactory
    Stream<DynamicTest> binary() {
        return OnEveryBackend.each(PointwiseCases.binary());
    }

    @TestFactory
    Stream<DynamicTest> integers() {
        return OnEveryBackend.each(ChoiceCases.integers());
    }

    @TestFactory
    Stream<DynamicTest> comparisons() {
        return OnEveryBackend.each(ChoiceCases.comparisons());
    }

    @TestFactory
    Stream<DynamicTest> select() {
        return OnEveryBackend.each(ChoiceCases.select());
    }

    @TestFactory
    Stream<DynamicTest> cast() {
        return OnEveryBackend.each(ChoiceCases.cast());
    }

    @TestFactory
    Stream<DynamicTest> permute() {
        return OnEveryBackend.each(MovementCases.permute());
    }

    @TestFactory
    Stream<DynamicTest> slice() {
        return OnEveryBackend.each(MovementCases.slice());
    }

    @TestFactory
    Stream<DynamicTest> pad() {
        return OnEveryBackend.each(MovementCases.pad());
    }

    @TestFactory
    Stream<DynamicTest> concat() {
        return OnEveryBackend.each(MovementCases.concat());
    }

    @TestFactory
    Stream<DynamicTest> resize() {
        return OnEveryBackend.each(ResizeCases.all());
    }

    @TestFactory
    Stream<DynamicTest> reduce() {
        return OnEveryBackend.each(RowCases.reduce());
    }

    @TestFactory
    Stream<DynamicTest> locate() {
        return OnEveryBackend.each(RowCases.locate());
    }

    @TestFactory
    Stream<DynamicTest> normalization() {
        return OnEveryBackend.each(RowCases.normalization());
    }

    @TestFactory
    Stream<DynamicTest> softmax() {
        return OnEveryBackend.each(RowCases.softmax());
    }
}
