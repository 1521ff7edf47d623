"""The German pipeline ``de_klartext``: tokeniser, sentence boundaries and an ONNX parser, as spaCy parts."""

from klartext.pipeline.component import create_pipeline

__all__ = ["create_pipeline"]
