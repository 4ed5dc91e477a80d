import numpy
import torch
from torch import nn

torch.manual_seed(0)
net = nn.Sequential(
    nn.Conv2d(3, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(),
    nn.Linear(32, 10), nn.Softmax(1))
net.eval()  # before exporting: batch norm and dropout do something else in training
x = torch.rand(2, 3, 16, 20)

torch.onnx.export(
    net, (x,), "net.onnx", dynamo=False, opset_version=17, input_names=["x"], output_names=["y"],
    dynamic_axes={"x": {0: "n", 2: "h", 3: "w"}, "y": {0: "n"}})  # any batch, any size
numpy.save("x.npy", x.numpy())
numpy.save("y.npy", net(x).detach().numpy())
