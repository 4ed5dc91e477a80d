package io.nacre.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OpNamesTest {
    @Test
    void everyOperationOfTheVisitorHasAName() {
        assertThat(OpNames.ALL).hasSize(Op.Visitor.class.getDeclaredMethods().length);
        assertThat(OpNames.ALL).contains("convolution", "convolution_transpose", "matmul", "max_pool", "max_unpool");
        assertThat(OpNames.of(new MatMul(Epilogue.NONE))).isEqualTo("matmul");
    }

    @Test
    void namesAreReadAsPeopleWriteThem() {
        for (String text : List.of("ConvolutionTranspose", "convolution_transpose", "CONVOLUTIONTRANSPOSE")) {
            assertThat(OpNames.parse(text)).isEqualTo("convolution_transpose");
        }
        assertThat(OpNames.parse("mat_mul")).isEqualTo("matmul");
    }
}
