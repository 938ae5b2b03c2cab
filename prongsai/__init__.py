"""prongsai (โปร่งใส): the working system of Thai local governments for their yearly integrity measures."""

__version__ = "0.1.0"
